import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { useVisitorLanguage } from '../service/use-visitor-language.js';
import { Notice } from '../shared/notice.js';
import { useTitle } from '../shared/use-title.js';
import { wordingOf } from '../wording/wording-of.js';
import { pageAfterLogin } from './home-of.js';
import { logInMessage } from './log-in-message.js';
import styles from './login-page.module.css';
import { loadSession, logIn } from './session.js';

/** The one door for agents, supervisors and customers. */
export function LoginPage() {
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const password = useRef<HTMLInputElement>(null);
  const [login, setLogin] = useState('');
  const [secret, setSecret] = useState('');
  const session = useQuery({ queryKey: ['session'], queryFn: loadSession, staleTime: 0 });
  const company = session.data?.company;
  // Customers come from the pages of self-service, and go on in the language they chose there.
  const forCustomers = search.get('back')?.startsWith('/service') ?? false;
  const [visitorLanguage] = useVisitorLanguage();
  const language = forCustomers ? visitorLanguage : 'en';
  const wording = wordingOf(language);
  useTitle(wording.logIn, company);

  const attempt = useMutation({
    mutationFn: logIn,
    meta: { quiet: true },
    onSuccess: ({ user }) => {
      if (user) navigate(pageAfterLogin(user, search.get('back')), { replace: true });
    },
    onError: () => {
      setSecret('');
      password.current?.focus();
    },
  });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (login && secret) attempt.mutate({ login, password: secret });
  };

  return (
    <main className={styles.page} lang={language}>
      <Paper className={styles.card} p="xl" radius="md" shadow="lg">
        <form onSubmit={submit}>
          <Stack gap="md">
            <div>
              <Title order={1} size="h3">
                {company ?? '\u00a0'}
              </Title>
              <Text c="dimmed" size="sm">
                {forCustomers ? wording.logIn : 'Log in to the front office'}
              </Text>
            </div>
            {search.has('ended') && !attempt.isError && <Notice tone="info">{wording.sessionEnded}</Notice>}
            <div role="alert">
              {attempt.isError && <Notice tone="error">{logInMessage(attempt.error, wording)}</Notice>}
            </div>
            <TextInput
              label={wording.logInName}
              autoComplete="username"
              autoFocus
              required
              withAsterisk={false}
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
            />
            <PasswordInput
              ref={password}
              label={wording.password}
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': wording.showPassword, tabIndex: 0 }}
              required
              withAsterisk={false}
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
            <Button type="submit" fullWidth loading={attempt.isPending}>
              {wording.logIn}
            </Button>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
