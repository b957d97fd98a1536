import { Attachments } from './Attachments';
import { Comments } from './Comments';
import { READS, type AboutKind } from './reads';

interface RemarksProps {
  about: AboutKind;
  id: string;
}

/** What was said about a record of a project, and the files about it. */
export function Remarks({ about, id }: RemarksProps) {
  const { comments, attachments } = READS[about];
  const record = { [about]: id };
  return (
    <>
      <Comments read={comments} about={record} id={id} />
      <Attachments read={attachments} about={record} id={id} />
    </>
  );
}
