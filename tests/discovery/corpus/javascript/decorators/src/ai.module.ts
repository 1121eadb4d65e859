import { Module } from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Column, Entity } from 'typeorm';
import { ChatOpenAI } from '@langchain/openai';
import { ChatAnthropic } from '@langchain/anthropic';
import * as Joi from 'joi';
import { ApiProperty } from '@nestjs/swagger';

@Entity()
export class Run {
  @Column({ default: 'qwen-plus' })
  model: string;
}

export class AskDto {
  @ApiProperty({ example: 'deepseek-reasoner', enum: ['deepseek-chat', 'deepseek-reasoner'] })
  model?: string = 'deepseek-chat';
}

@Module({
  imports: [
    TypeOrmModule.forFeature([Run]),
    ConfigModule.forRoot({
      validationSchema: Joi.object({
        AI_BASE_URL: Joi.string().uri().default('https://api.xiaomimimo.com/v1'),
        AI_MODEL: Joi.string().valid('mimo-v2-flash', 'mimo-v2-pro').default('mimo-v2-flash'),
        ALLOWED_ORIGINS: Joi.string().default('https://platform.xiaomimimo.com'),
      }),
    }),
  ],
  providers: [
    {
      provide: 'CHAT',
      inject: [ConfigService],
      useFactory: (cfg: ConfigService) =>
        new ChatOpenAI({
          modelName: cfg.get<string>('AI_MODEL', 'mimo-v2-flash'),
          configuration: { baseURL: cfg.getOrThrow('AI_BASE_URL') },
        }),
    },
    {
      provide: 'REVIEW',
      useValue: new ChatAnthropic({ model: 'claude-sonnet-4-5', anthropicApiUrl: 'https://api.moonshot.ai/anthropic' }),
    },
  ],
})
export class AiModule {}
