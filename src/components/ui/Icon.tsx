import BanIcon from '@patternfly/react-icons/dist/esm/icons/ban-icon';
import BoltIcon from '@patternfly/react-icons/dist/esm/icons/bolt-icon';
import CameraIcon from '@patternfly/react-icons/dist/esm/icons/camera-icon';
import CheckCircleIcon from '@patternfly/react-icons/dist/esm/icons/check-circle-icon';
import CloneIcon from '@patternfly/react-icons/dist/esm/icons/clone-icon';
import CogIcon from '@patternfly/react-icons/dist/esm/icons/cog-icon';
import ColumnsIcon from '@patternfly/react-icons/dist/esm/icons/columns-icon';
import CopyIcon from '@patternfly/react-icons/dist/esm/icons/copy-icon';
import CubesIcon from '@patternfly/react-icons/dist/esm/icons/cubes-icon';
import DesktopIcon from '@patternfly/react-icons/dist/esm/icons/desktop-icon';
import DownloadIcon from '@patternfly/react-icons/dist/esm/icons/download-icon';
import EditIcon from '@patternfly/react-icons/dist/esm/icons/edit-icon';
import EllipsisVIcon from '@patternfly/react-icons/dist/esm/icons/ellipsis-v-icon';
import ExclamationCircleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-circle-icon';
import ExclamationTriangleIcon from '@patternfly/react-icons/dist/esm/icons/exclamation-triangle-icon';
import FilterIcon from '@patternfly/react-icons/dist/esm/icons/filter-icon';
import FolderIcon from '@patternfly/react-icons/dist/esm/icons/folder-icon';
import HistoryIcon from '@patternfly/react-icons/dist/esm/icons/history-icon';
import HourglassHalfIcon from '@patternfly/react-icons/dist/esm/icons/hourglass-half-icon';
import InfoCircleIcon from '@patternfly/react-icons/dist/esm/icons/info-circle-icon';
import ListIcon from '@patternfly/react-icons/dist/esm/icons/list-icon';
import LockIcon from '@patternfly/react-icons/dist/esm/icons/lock-icon';
import LockOpenIcon from '@patternfly/react-icons/dist/esm/icons/lock-open-icon';
import MigrationIcon from '@patternfly/react-icons/dist/esm/icons/migration-icon';
import PauseIcon from '@patternfly/react-icons/dist/esm/icons/pause-icon';
import PlayIcon from '@patternfly/react-icons/dist/esm/icons/play-icon';
import PlugIcon from '@patternfly/react-icons/dist/esm/icons/plug-icon';
import PlusIcon from '@patternfly/react-icons/dist/esm/icons/plus-icon';
import PowerOffIcon from '@patternfly/react-icons/dist/esm/icons/power-off-icon';
import QuestionCircleIcon from '@patternfly/react-icons/dist/esm/icons/question-circle-icon';
import RedoIcon from '@patternfly/react-icons/dist/esm/icons/redo-icon';
import SearchIcon from '@patternfly/react-icons/dist/esm/icons/search-icon';
import OutlinedStarIcon from '@patternfly/react-icons/dist/esm/icons/outlined-star-icon';
import StarIcon from '@patternfly/react-icons/dist/esm/icons/star-icon';
import StopIcon from '@patternfly/react-icons/dist/esm/icons/stop-icon';
import SyncIcon from '@patternfly/react-icons/dist/esm/icons/sync-icon';
import TagIcon from '@patternfly/react-icons/dist/esm/icons/tag-icon';
import TerminalIcon from '@patternfly/react-icons/dist/esm/icons/terminal-icon';
import ThLargeIcon from '@patternfly/react-icons/dist/esm/icons/th-large-icon';
import TimesIcon from '@patternfly/react-icons/dist/esm/icons/times-icon';
import ProjectDiagramIcon from '@patternfly/react-icons/dist/esm/icons/project-diagram-icon';
import TrashIcon from '@patternfly/react-icons/dist/esm/icons/trash-icon';
import UndoIcon from '@patternfly/react-icons/dist/esm/icons/undo-icon';
import VirtualMachineIcon from '@patternfly/react-icons/dist/esm/icons/virtual-machine-icon';
import type { ComponentType } from 'react';

/**
 * Icons by name, so that data (actions, statuses) can name one. Taken file by file: an icon that the host does not
 * share would otherwise cost one request each.
 */
const icons: Record<string, ComponentType> = {
  ban: BanIcon,
  bolt: BoltIcon,
  camera: CameraIcon,
  check: CheckCircleIcon,
  clone: CloneIcon,
  cog: CogIcon,
  columns: ColumnsIcon,
  console: DesktopIcon,
  copy: CopyIcon,
  danger: ExclamationCircleIcon,
  download: DownloadIcon,
  edit: EditIcon,
  empty: CubesIcon,
  filter: FilterIcon,
  folder: FolderIcon,
  history: HistoryIcon,
  info: InfoCircleIcon,
  kebab: EllipsisVIcon,
  list: ListIcon,
  lock: LockIcon,
  migrate: MigrationIcon,
  off: PowerOffIcon,
  pause: PauseIcon,
  pending: HourglassHalfIcon,
  play: PlayIcon,
  plug: PlugIcon,
  plus: PlusIcon,
  progress: SyncIcon,
  question: QuestionCircleIcon,
  restart: RedoIcon,
  search: SearchIcon,
  star: StarIcon,
  starOutline: OutlinedStarIcon,
  stop: StopIcon,
  tag: TagIcon,
  terminal: TerminalIcon,
  tiles: ThLargeIcon,
  times: TimesIcon,
  trash: TrashIcon,
  tree: ProjectDiagramIcon,
  undo: UndoIcon,
  unlock: LockOpenIcon,
  vm: VirtualMachineIcon,
  warning: ExclamationTriangleIcon,
};

/** An icon by name; decorative, so hidden from assistive technology. */
export const Icon = ({ name }: { name: string }) => {
  const Chosen = icons[name] ?? QuestionCircleIcon;
  return <Chosen aria-hidden="true" />;
};
