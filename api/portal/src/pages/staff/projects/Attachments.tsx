import { Anchor } from '@mantine/core';
import type { About } from '../../../api/client';
import { useMay } from '../../../api/may';
import { tagOf, useStaffRows } from '../../../api/rows';
import { useI18n } from '../../../i18n';
import { ActButton } from '../../../ui/CommandButton';
import { Part } from '../../../ui/Detail';
import { FileUpload, useSize } from '../../../ui/FileUpload';
import { Line, Lines } from '../../../ui/Lines';
import { Told } from '../../../ui/Problem';
import { aboutId } from './about';

/** The files about a record of a project. */
export function Attachments({ about, title }: { about: About; title?: string }) {
  const { t, instant, name } = useI18n();
  const files = useStaffRows('staff_attachments', { filters: { about_id: aboutId(about) } });
  const may = useMay();
  const size = useSize();
  return (
    <Part title={title ?? t('project.files')}>
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
                about={[size(file.size), instant(file.at), name(file.audience)].join(' · ')}
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
      {/* Whoever may take files away may add some. */}
      {may('remove-attachment') && <FileUpload about={about} />}
    </Part>
  );
}
