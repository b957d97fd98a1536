import { SubjectList } from './SubjectList';

/** The operations that concern a partner. */
export default function WorkSteps() {
  return <SubjectList kind="step" />;
}
