import { Anchor, Button, FileButton } from '@mantine/core';
import type { About } from '../../../api/client';
import { useAttach } from '../../../api/attach';
import { useStaffRows } from '../../../api/rows';
import { tagOf } from '../../../api/tag';
import { useI18n } from '../../../i18n';
import { ActButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { Line, Lines } from '../../../ui/Lines';
import { ProblemAlert, Told } from '../../../ui/Problem';
import { aboutId } from './about';

const KIB = 1024;
/** What the server takes. */
const ACCEPTED = '.pdf,.png,.jpg,.jpeg,.txt,.csv,.xlsx,.docx';

/** The files about a record of a project. */
export function Attachments({ about, title }: { about: About; title?: string }) {
  const { t, instant, name } = useI18n();
  const files = useStaffRows('staff_attachments', { filters: { about_id: aboutId(about) } });
  const attaching = useAttach();
  const attach = (file: File | null) => file && attaching.mutate({ about, file });
  return (
    <Part
      title={title ?? t('project.files')}
      actions={
        <FileButton onChange={attach} accept={ACCEPTED}>
          {(props) => (
            <Button {...props} variant="default" loading={attaching.isPending}>
              {t('project.attach')}
            </Button>
          )}
        </FileButton>
      }
    >
      {attaching.error && <ProblemAlert error={attaching.error} />}
      <Told of={files}>
        {({ rows }) => (
          <Lines of={rows} none={t('project.noFiles')}>
            {(file) => (
              <Line
                title={
                  <Anchor href={`/v1/staff/attachments/${file.id}/content`} download>
                    {file.name}
                  </Anchor>
                }
                about={[
                  t('project.kib', { size: Math.ceil(file.size / KIB) }),
                  instant(file.at),
                  name(file.audience),
                ].join(' · ')}
                actions={
                  <ActButton
                    command="remove-attachment"
                    body={{ attachment: file.id }}
                    ifMatch={tagOf(file)}
                    label={t('form.remove')}
                  />
                }
              />
            )}
          </Lines>
        )}
      </Told>
    </Part>
  );
}
