// What a drawer is told by its host.

export interface DrawerFrame {
  beneath: number
  onBack: () => void
  onClose: () => void
}
