import { SubjectList } from './SubjectList';

/** What belongs to the partner's orders and is no operation. */
export default function Processes() {
  return <SubjectList kind="process" />;
}
