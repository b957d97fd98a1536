import { Attachments } from './Attachments';
import { Comments } from './Comments';
import { READS, type AboutKind } from './reads';

interface RemarksProps {
  about: AboutKind;
  id: string;
  /** Of the headings: 3 within something that has one itself. */
  level?: 2 | 3;
}

/** What was said about a record of a project, and the files about it. */
export function Remarks({ about, id, level = 3 }: RemarksProps) {
  const { comments, attachments } = READS[about];
  const record = { [about]: id };
  return (
    <>
      <Comments read={comments} about={record} id={id} level={level} />
      <Attachments read={attachments} about={record} id={id} level={level} />
    </>
  );
}
