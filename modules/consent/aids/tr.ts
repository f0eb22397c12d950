/** Reading aid in Turkish. The German form alone binds (A20). */
import type { Aid } from './aid.ts'

export const aid: Aid = {
  label: 'Türkçe',
  mark: 'Okuma yardımı. Yalnızca Almanca metin geçerlidir.',
  platform: {
    title: 'Bu formun konusu: İletişim platformunun kullanılması',
    body: [
      { kind: 'text', text: 'Okulumuz bir iletişim platformu kullanıyor. Çocuğunuz orada kendi sınıflarında ve derslerinde mesaj okuyabilir ve yazabilir. Bunun için onayınıza ihtiyacımız var.' },
      { kind: 'text', text: 'Onay gönüllüdür. Onay vermezseniz çocuğunuz için bir dezavantaj olmaz: önemli bilgiler o zaman kâğıt üzerinde verilir.' },
      { kind: 'heading', level: 2, text: 'Hangi veriler' },
      { kind: 'list', items: ['Ad, sınıf ve gruplar', 'Kullanıcı adı ve kimsenin okuyamadığı bir şifre', 'Çocuğunuzun yazdıkları'] },
      { kind: 'heading', level: 2, text: 'Kim imzalar' },
      { kind: 'list', items: ['Çocuklar için: velayet hakkı olan herkes. Velayet yalnızca sizdeyse “Ich bin allein sorgeberechtigt” kutusunu işaretleyin.', '18 yaşından itibaren: öğrencinin kendisi.'] },
      { kind: 'heading', level: 2, text: 'Onayı geri almak' },
      { kind: 'text', text: 'Onayınızı istediğiniz zaman, gerekçe göstermeden geri alabilirsiniz: kâğıt üzerinde veya sözlü olarak, okul sekreterliğinde veya sınıf öğretmeninde. Erişim o zaman hemen kapatılır.' },
    ],
  },
  video: {
    title: 'Bu formun konusu: Görüntülü derslere katılım',
    body: [
      { kind: 'text', text: 'Bazı derslerde sınıf görüntülü olarak buluşur. Ses ve görüntü aktarılır. Bunun için platform onayına ek olarak ayrı bir onay gerekir. Bu onay da gönüllüdür.' },
      { kind: 'list', items: ['Ses ve görüntü yalnızca aktarılır, hiçbir zaman kaydedilmez.', 'Kamera ve mikrofon başlangıçta kapalıdır.', 'Hiç kimse başkasının mikrofonunu açamaz.', 'Evdeki ortam görüntüde görünebilir; kamera kapalı kalabilir.'] },
      { kind: 'heading', level: 2, text: 'Onayı geri almak' },
      { kind: 'text', text: 'Bu onayı istediğiniz zaman, gerekçe göstermeden geri alabilirsiniz. Platform onayı bundan etkilenmez.' },
    ],
  },
}
