/**
 * The icons of the house, one by one, so that only these are bundled. Names say what the icon stands for here, not what it draws.
 * Beside words they are decoration (hidden from screen readers); an icon alone needs an IconButton with a name.
 */
import {
  Ban, BadgeCheck, Bell, BookOpenText, Building2, CalendarDays, Check, ChevronDown, ChevronLeft, ChevronRight, ChevronUp, ChevronsUpDown, CircleAlert, CircleCheck, CircleHelp,
  ClipboardCheck, Clock, Copy, Download, Ellipsis, ExternalLink, Eye, EyeOff, FileCheck, FileText, Flag, Folder, GraduationCap, History, House, Info, KeyRound, LifeBuoy, Lock,
  LogIn, LogOut, Mail, Megaphone, Menu, MessageCircle, MessagesSquare, MonitorSmartphone, Paperclip, Pencil, Pin, Plus, Printer, QrCode, RefreshCw, Reply, Search, SendHorizontal, Settings,
  ShieldAlert, ShieldCheck, Smartphone, Sun, Trash2, TriangleAlert, Undo2, Upload, User, UserCheck, UserPlus, Users, Video, VideoOff, WifiOff, X,
} from 'lucide-react'

export const icons = {
  today: Sun, messages: MessageCircle, files: Folder, mail: Mail, forum: MessagesSquare, video: Video, videoOff: VideoOff, groups: Users, people: Users, person: User,
  personAdd: UserPlus, personCheck: UserCheck, consent: FileCheck, document: FileText, rules: BookOpenText, privacy: ShieldCheck, help: CircleHelp, support: LifeBuoy, settings: Settings,
  school: Building2, pupil: GraduationCap, home: House, calendar: CalendarDays, clock: Clock, history: History, notice: Megaphone, bell: Bell, flag: Flag, checklist: ClipboardCheck,
  control: BadgeCheck, search: Search, more: Menu, options: Ellipsis, close: X, check: Check, add: Plus, edit: Pencil, remove: Trash2, undo: Undo2, reply: Reply, send: SendHorizontal, attach: Paperclip,
  pin: Pin, copy: Copy, print: Printer, qr: QrCode, upload: Upload, download: Download, external: ExternalLink, refresh: RefreshCw, show: Eye, hide: EyeOff, key: KeyRound, lock: Lock,
  signIn: LogIn, signOut: LogOut, device: Smartphone, devices: MonitorSmartphone, offline: WifiOff, blocked: Ban, good: CircleCheck, problem: CircleAlert, warning: TriangleAlert, danger: ShieldAlert,
  explain: Info, up: ChevronUp, down: ChevronDown, left: ChevronLeft, right: ChevronRight, sort: ChevronsUpDown,
} as const

export type IconName = keyof typeof icons
