import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useI18n } from '../i18n';
import { Page } from '../ui/Page';
import { ProblemAlert } from '../ui/Problem';

/** No such page, or not for whoever asks: nobody is told which. */
export function Lost() {
  const { t } = useI18n();
  return (
    <Page title={t('problem.notFound')}>
      <div>
        <Button renderRoot={(props) => <Link to="/" {...props} />}>{t('nav.start')}</Button>
      </div>
    </Page>
  );
}

/** A page broke. */
export function Failed({ error, reset }: { error: unknown; reset(): void }) {
  const { t } = useI18n();
  return (
    <Page title={t('problem.page')}>
      <ProblemAlert error={error} onRetry={reset} />
    </Page>
  );
}
