<?php
/**
 * Plugin settings. Default provider was api.openai.com until 2.0.
 */
class Acme_Ai {
	const DEFAULTS = array(
		'endpoint' => 'https://api.deepseek.com/v1/chat/completions',
		'model'    => 'deepseek-chat',
		'enabled'  => true,
	);

	public static function models() {
		return array(
			'deepseek-chat' => __( 'DeepSeek', 'acme' ),
			'qwen-plus'     => __( 'Qwen', 'acme' ),
		);
	}

	public function embed( $text ) {
		$response = wp_remote_post( 'https://open.bigmodel.cn/api/paas/v4/embeddings', array(
			'headers' => array( 'Authorization' => 'Bearer ' . get_option( 'acme_key' ) ),
			'body'    => wp_json_encode( array( 'model' => 'embedding-3', 'input' => $text ) ),
		) );
		$model = get_option( 'acme_model', 'glm-4-flashx' );
		update_option( 'acme_last_model', 'glm-4-flashx' );
		printf( '<a href="%s">%s</a>', 'https://open.bigmodel.cn/pricing', 'glm-4' );
		$ch = curl_init( 'https://api.moonshot.cn/v1/chat/completions' );
		curl_setopt( $ch, CURLOPT_POSTFIELDS, json_encode( [ 'model' => $model ?: 'moonshot-v1-8k' ] ) );
		return $response;
	}
}
