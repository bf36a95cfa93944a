import { Button, Center, Group, Paper, Stack, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { logOut } from '../session/session.js';
import { Notice } from '../shared/notice.js';

export interface DesktopFailureProps {
  readonly company: string;
  readonly message: string;
  readonly onRetry: () => void;
}

/** Instead of the desktop, when what it stands on cannot be had: why, and the ways out. */
export function DesktopFailure({ company, message, onRetry }: DesktopFailureProps) {
  const leave = useMutation({ mutationFn: () => logOut() });
  return (
    <Center component="main" h="100%" p="md">
      <Paper p="xl" radius="md" shadow="lg" maw={480}>
        <Stack gap="md">
          <Title order={1} size="h3">
            {company}
          </Title>
          <div role="alert">
            <Notice tone="error">{message}</Notice>
          </div>
          <Group gap="xs">
            <Button onClick={() => leave.mutate()} loading={leave.isPending}>
              Log out
            </Button>
            <Button variant="default" onClick={onRetry}>
              Try again
            </Button>
          </Group>
        </Stack>
      </Paper>
    </Center>
  );
}
