export { type Webchat, webchat } from './gateways/webchat/webchat.js';
export type {
  ChatInput,
  ChatPresenter,
  Visitor,
  WebchatLimits,
  WebchatOptions,
} from './gateways/webchat/webchat-options.js';
