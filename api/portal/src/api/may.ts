import { useQuery } from '@tanstack/react-query';
import { useMe } from '../session';
import type { CommandName } from './commands';

/** What the OpenAPI document says of all commands; loaded when the first form or button needs it. */
export const useForms = () =>
  useQuery({
    queryKey: ['forms'],
    queryFn: () => import('../../gen/commands').then((module) => module.commands),
    staleTime: Infinity,
  }).data;

/** The document writes the names of roles in one word. */
const oneWord = (role: string) => role.replaceAll('_', '');

/** Whether staff may ask for a command at all: what nobody of a role may do is not offered to it. */
export function useMay(): (command: CommandName) => boolean {
  const forms = useForms();
  const { roles } = useMe();
  return (command) => {
    const told = forms?.[command]?.roles;
    if (!Array.isArray(told)) return false;
    return told.some((role) => roles.some((mine) => oneWord(mine) === oneWord(role)));
  };
}
