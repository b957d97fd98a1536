import type { CommandName } from '../../../api/commands';
import { tagOf } from '../../../api/rows';
import { ActButton, CommandButton } from '../../../ui/CommandButton';

interface ChangeOrEndProps {
  of: { id: string; revision: number };
  /** How the commands call the record. */
  as: string;
  change: CommandName;
  end: CommandName;
}

/** Changes a record of a project, or puts an end to it. */
export function ChangeOrEnd({ of, as, change, end }: ChangeOrEndProps) {
  const named = { [as]: of.id };
  const ifMatch = tagOf(of);
  return (
    <>
      <CommandButton command={change} fixed={named} initial={{ ...of }} ifMatch={ifMatch} />
      <ActButton command={end} body={named} ifMatch={ifMatch} />
    </>
  );
}
