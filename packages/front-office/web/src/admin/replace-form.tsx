import { NativeSelect, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import type { Release, ReplaceServiceRequest, ServiceEntry } from '../../../src/api-types.js';
import { api } from '../api/api.js';
import { formatMoment } from '../format/attribute-value.js';
import { DESKTOP_LOCALE } from '../format/locale.js';
import { FormButtons } from '../shared/form-buttons.js';
import { Notice } from '../shared/notice.js';
import { useAutofocus } from '../shared/use-autofocus.js';
import type { ActionFormProps } from './action-form-props.js';
import { suggestReleases } from './suggest-releases.js';

export interface ReplaceFormProps extends ActionFormProps {
  readonly service: ServiceEntry;
}

const PROBATIONS = [
  { value: '0', label: 'Not at all' },
  { value: '30000', label: '30 seconds' },
  { value: '300000', label: '5 minutes' },
  { value: '1800000', label: '30 minutes' },
];

/** Which release takes over, where it runs, and how long it is watched. */
export function ReplaceForm(props: ReplaceFormProps) {
  const releases = useQuery({
    queryKey: ['releases'],
    queryFn: () => api.get<Release[]>('/api/services/releases'),
    staleTime: 0,
  });
  if (!releases.data)
    return (
      <Text size="sm" c="dimmed" role="status">
        {releases.isError ? 'The releases are not available at the moment.' : 'Loading…'}
      </Text>
    );
  const suggested = suggestReleases(releases.data, props.service.component);
  if (suggested.length === 0)
    return (
      <Notice tone="info">
        There are no releases. Put a module whose default export is a component (.js, .mjs or .cjs) into the folder that
        the assembly names with serviceControl(&#123; releases &#125;).
      </Notice>
    );
  return <ReleaseForm {...props} releases={suggested} />;
}

function ReleaseForm({
  service,
  releases,
  actions,
  onDone,
  onCancel,
}: ReplaceFormProps & { readonly releases: readonly Release[] }) {
  const form = useRef<HTMLFormElement>(null);
  const [module, setModule] = useState(releases[0]?.module ?? '');
  const [isolation, setIsolation] = useState<ReplaceServiceRequest['isolation']>('worker');
  const [probation, setProbation] = useState('0');
  useAutofocus(form);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const ms = Number(probation);
    actions.replace({ module, isolation, ...(ms > 0 ? { probation: { ms } } : {}) }).then(onDone, () => undefined);
  };

  return (
    <form ref={form} onSubmit={submit} aria-label="Replace">
      <Stack gap="xs">
        <NativeSelect
          size="sm"
          label="Release"
          description={`${service.component} ${service.version} takes the calls until the release has started and passed its check.`}
          data-autofocus
          data={releases.map((release) => ({
            value: release.module,
            label: `${release.module} (${formatMoment(new Date(release.modifiedAt), DESKTOP_LOCALE) ?? ''})`,
          }))}
          value={module}
          onChange={(event) => setModule(event.currentTarget.value)}
        />
        <Radio.Group
          size="sm"
          label="Where it runs"
          value={isolation}
          onChange={(value) => setIsolation(value === 'inline' ? 'inline' : 'worker')}
        >
          <Stack gap={4} mt={4}>
            <Radio size="xs" value="worker" label="In a worker thread of its own, which gives its memory back" />
            <Radio size="xs" value="inline" label="In the main thread, which is faster" />
          </Stack>
        </Radio.Group>
        <NativeSelect
          size="sm"
          label="Go back when a call fails within"
          data={PROBATIONS}
          value={probation}
          onChange={(event) => setProbation(event.currentTarget.value)}
        />
        <FormButtons busy={actions.busy} onCancel={onCancel}>
          Replace {service.component}
        </FormButtons>
      </Stack>
    </form>
  );
}
