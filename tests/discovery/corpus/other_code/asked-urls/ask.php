<?php
$curl = curl_init();
curl_setopt($curl, CURLOPT_URL, 'https://api.deepseek.com/v1/chat/completions');
curl_setopt($curl, CURLOPT_POST, true);
curl_setopt($curl, CURLOPT_REFERER, 'https://platform.deepseek.com/usage');
curl_setopt($curl, CURLOPT_POSTFIELDS, json_encode(['model' => 'deepseek-chat', 'messages' => $messages]));
echo curl_exec($curl);
