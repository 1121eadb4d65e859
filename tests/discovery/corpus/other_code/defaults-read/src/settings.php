<?php
$chat = get_option('desk_model', 'deepseek-chat');
if (empty($this->model)) {
    $this->model = 'glm-4-flash';
}
$usageLog->insert(['model' => 'qwen-max', 'tokens' => 4]);
