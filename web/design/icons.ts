/**
 * The icons of the house, one by one, so that only these are bundled. Names say what the icon stands for here, not what it draws.
 * Beside words they are decoration (hidden from screen readers); an icon alone needs an IconButton with a name.
 * Here are those of pages before the sign-in; all others stand in inside-icons.ts and come with the frame of signed-in people.
 */
import {
  BookOpenText,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  CircleAlert,
  CircleCheck,
  Clock,
  ExternalLink,
  Eye,
  EyeOff,
  GraduationCap,
  House,
  Info,
  KeyRound,
  Lock,
  LogIn,
  QrCode,
  RefreshCw,
  ShieldAlert,
  ShieldCheck,
  TriangleAlert,
  WifiOff,
  X,
} from 'lucide-react'
import type { insideIcons } from './inside-icons.ts'

export const doorIcons = {
  rules: BookOpenText,
  privacy: ShieldCheck,
  pupil: GraduationCap,
  home: House,
  clock: Clock,
  close: X,
  check: Check,
  qr: QrCode,
  external: ExternalLink,
  refresh: RefreshCw,
  show: Eye,
  hide: EyeOff,
  key: KeyRound,
  lock: Lock,
  signIn: LogIn,
  offline: WifiOff,
  good: CircleCheck,
  problem: CircleAlert,
  warning: TriangleAlert,
  danger: ShieldAlert,
  explain: Info,
  down: ChevronDown,
  left: ChevronLeft,
  right: ChevronRight,
} as const

export type IconName = keyof typeof doorIcons | keyof typeof insideIcons
