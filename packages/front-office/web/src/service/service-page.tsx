import { Button, Text, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { Screen, SelfService, SessionAnswer, StartSelfServiceRequest } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { dialogKey } from '../dialog/use-dialog.js';
import { formatMoment } from '../format/attribute-value.js';
import { useSession } from '../session/use-session.js';
import { LoadingPage } from '../shared/loading-page.js';
import { useTitle } from '../shared/use-title.js';
import type { Wording } from '../wording/wording.js';
import { LANGUAGES, wordingOf } from '../wording/wording-of.js';
import { ServiceFrame } from './service-frame.js';
import { ServiceList } from './service-list.js';
import { titleIn } from './title-in.js';
import { useVisitorLanguage } from './use-visitor-language.js';

/** What customers can do themselves: services to start, and dialogs to go on with. */
export function ServicePage() {
  const session = useSession();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [language, chooseLanguage] = useVisitorLanguage();
  const wording = wordingOf(language);
  const offer = useQuery({
    queryKey: ['self-service'],
    queryFn: () => api.get<SelfService>('/api/self-service'),
    staleTime: 0,
  });
  useTitle(offer.data?.title, session.company);

  const start = useMutation({
    mutationFn: (request: StartSelfServiceRequest) => api.post<Screen>('/api/self-service/dialogs', request),
    onSuccess: (screen) => {
      queries.setQueryData(dialogKey('/api/self-service/dialogs', screen.dialog), screen);
      navigate(pageOf(screen.dialog));
    },
  });

  const spoken = [...new Set(offer.data?.scripts.flatMap((script) => script.languages))];
  // Before there is a service to speak of, the pages themselves can be read in these.
  const languages = spoken.length > 0 ? spoken : LANGUAGES;
  return (
    <ServiceFrame session={session} language={language} languages={languages} onLanguage={chooseLanguage}>
      {!offer.data && <LoadingPage />}
      {offer.data && (
        <>
          <Title order={1} size="h2" mb="lg">
            {wording.welcome}
          </Title>
          {offer.data.dialogs.length > 0 && (
            <ServiceList
              heading={wording.openDialogs}
              action={wording.goOn}
              busy={start.isPending}
              services={offer.data.dialogs.map(({ dialog, title, startedAt }) => ({
                id: dialog,
                title,
                remark: `${wording.startedOn} ${formatMoment(new Date(startedAt), wording.locale) ?? ''}`,
              }))}
              onChoose={(dialog) => navigate(pageOf(dialog))}
            />
          )}
          <ServiceList
            heading={wording.services}
            action={wording.start}
            busy={start.isPending}
            services={offer.data.scripts.map((script) => ({ id: script.id, title: titleIn(script, language) }))}
            empty={<NoServices session={session} wording={wording} />}
            onChoose={(script) => {
              const speaks = offer.data.scripts.find(({ id }) => id === script)?.languages.includes(language);
              start.mutate({ script, ...(speaks ? { language } : {}) });
            }}
          />
        </>
      )}
    </ServiceFrame>
  );
}

interface NoServicesProps {
  readonly session: SessionAnswer;
  readonly wording: Wording;
}

/** Whoever has not logged in may find more when he has. */
function NoServices({ session, wording }: NoServicesProps) {
  if (session.user) return <Text>{wording.noServices}</Text>;
  return (
    <>
      <Text mb="md">{wording.logInForServices}</Text>
      <Button component="a" href={LOG_IN} size="lg">
        {wording.logIn}
      </Button>
    </>
  );
}

const LOG_IN = `/login?back=${encodeURIComponent('/service')}`;
const pageOf = (dialog: string) => `/service/dialogs/${encodeURIComponent(dialog)}`;
