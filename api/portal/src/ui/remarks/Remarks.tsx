import type { About } from '../../api/client';
import { useI18n } from '../../i18n';
import { Attachments } from './Attachments';
import { Comments } from './Comments';
import { READS, type AboutKind } from './reads';

interface RemarksProps {
  about: AboutKind;
  id: string;
  /** Of the headings: 3 within something that has one itself. */
  level?: 2 | 3;
  /** Whether files may be added: whoever decides about an expense adds no receipt to it. */
  attaches?: boolean;
}

/** What was said about a record of a project, and the files about it. */
export function Remarks({ about, id, level = 3, attaches = true }: RemarksProps) {
  const { t } = useI18n();
  const { comments, attachments } = READS[about];
  const record = { [about]: id } as About;
  return (
    <>
      <Comments read={comments} about={record} id={id} level={level} />
      <Attachments
        read={attachments}
        about={record}
        id={id}
        level={level}
        title={t(about === 'expense' ? 'remarks.receipts' : 'remarks.files')}
        adds={attaches}
      />
    </>
  );
}
