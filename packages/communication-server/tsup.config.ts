import { library } from '../../tsup.base';

export default library(['index', 'contract', 'asterisk', 'mail', 'webchat']);
