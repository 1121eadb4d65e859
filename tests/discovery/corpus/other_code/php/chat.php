<?php
$client->chat()->create(['model' => 'glm-4.6', 'messages' => []]);
$car = ['model' => 'golf'];
