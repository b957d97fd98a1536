import { audit } from './audit';
import { delivery } from './delivery';
import { effort } from './effort';
import { ops } from './ops';
import { planning } from './planning';
import { production } from './production';
import { seen } from './seen';
import { shell } from './shell';
import { staff } from './staff';

export { names } from './names';
export { problemNames } from './problemNames';
export const texts = {
  ...shell,
  ...production,
  ...delivery,
  ...effort,
  ...staff,
  ...planning,
  ...audit,
  ...ops,
  ...seen,
};
