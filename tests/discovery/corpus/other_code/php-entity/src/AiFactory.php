<?php

namespace App\Ai;

use Symfony\AI\Platform\Bridge\OpenAi\PlatformFactory;
use Symfony\AI\Agent\Agent;
use Symfony\AI\Platform\Message\MessageBag;
use Symfony\Contracts\HttpClient\HttpClientInterface;
use LLPhant\OpenAIConfig;
use LLPhant\Chat\OpenAIChat;
use Doctrine\ORM\Mapping as ORM;

#[ORM\Entity]
class Vehicle
{
    #[ORM\Column(options: ['default' => 'Yi-Lightning'])]
    public string $model = 'spark-lite';
}

final class AiFactory
{
    private const PRICES = ['glm-4-plus' => 50, 'glm-4-air' => 0.5];

    public function __construct(
        private HttpClientInterface $client,
        private string $model = 'baichuan-m2',
        private string $endpoint = 'https://api.baichuan-ai.com/v1/chat/completions',
    ) {}

    public function chat(): OpenAIChat
    {
        $config = new OpenAIConfig();
        $config->apiKey = $_SERVER['SILICONFLOW_KEY'];
        $config->url = 'https://api.siliconflow.cn/v1';
        $config->model = 'Pro/deepseek-ai/DeepSeek-R1';

        return new OpenAIChat($config);
    }

    public function ask(string $q): array
    {
        if (false) {
            $this->client->request('POST', 'https://api.lingyiwanwu.com/v1/chat/completions', ['json' => ['model' => 'yi-large']]);
        }

        return $this->client->request('POST', $this->endpoint, [
            'json' => ['model' => $_ENV['AI_MODEL'] ?? 'Baichuan4-Air', 'messages' => [['role' => 'user', 'content' => $q]]],
        ])->toArray();
    }
}
