import { useNavigate } from 'react-router';
import { useVmActions } from '../../../../actions/use-vm-actions';
import { ConsoleView } from '../../../../consoles/view/ConsoleView';
import { useConsoleFacts } from '../../../../consoles/view/use-console-facts';
import classes from '../details.module.css';
import { machinePath } from '../paths';
import type { Machine } from '../use-machine';
import { CredentialsRow } from './CredentialsRow';

/** Screen and serial line of the machine. */
export default function ConsoleTab({ machine }: { machine: Machine }) {
  const { vm, vmi, migration, row } = machine;
  const navigate = useNavigate();
  const start = useVmActions({ vm, ...(vmi && { vmi }), ...(migration && { migration }) }).find((item) => item.id === 'start');
  const facts = useConsoleFacts(vm, vmi);
  return (
    <div className={classes.console}>
      <CredentialsRow vm={vm} />
      <div className={classes.consoleView}>
        <ConsoleView
          {...facts}
          vm={{ namespace: row.namespace, name: row.name }}
          start={start}
          onNewWindow={(kind) => {
            const opened = window.open(`${machinePath(row.namespace, row.name, 'console/standalone')}?type=${kind}`, '_blank', 'popup,width=1100,height=860');
            // KubeVirt has one session per guest: this one makes room, and a browser that blocks windows is no reason to lose it.
            if (opened) void navigate(machinePath(row.namespace, row.name));
          }}
        />
      </div>
    </div>
  );
}
