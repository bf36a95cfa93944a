import { Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { Notice } from '../shared/notice.js';
import { useTitle } from '../shared/use-title.js';
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
  useTitle('Log in', company);

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
    <main className={styles.page}>
      <Paper className={styles.card} p="xl" radius="md" shadow="lg">
        <form onSubmit={submit}>
          <Stack gap="md">
            <div>
              <Title order={1} size="h3">
                {company ?? '\u00a0'}
              </Title>
              <Text c="dimmed" size="sm">
                Log in to the front office
              </Text>
            </div>
            {search.has('ended') && !attempt.isError && (
              <Notice tone="info">Your session has ended. Please log in again.</Notice>
            )}
            <div role="alert">{attempt.isError && <Notice tone="error">{logInMessage(attempt.error)}</Notice>}</div>
            <TextInput
              label="Log-in name"
              autoComplete="username"
              autoFocus
              required
              withAsterisk={false}
              value={login}
              onChange={(event) => setLogin(event.currentTarget.value)}
            />
            <PasswordInput
              ref={password}
              label="Password"
              autoComplete="current-password"
              visibilityToggleButtonProps={{ 'aria-label': 'Show what I type', tabIndex: 0 }}
              required
              withAsterisk={false}
              value={secret}
              onChange={(event) => setSecret(event.currentTarget.value)}
            />
            <Button type="submit" fullWidth loading={attempt.isPending}>
              Log in
            </Button>
          </Stack>
        </form>
      </Paper>
    </main>
  );
}
