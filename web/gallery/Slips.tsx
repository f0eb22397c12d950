import { CutGrid, CutPart, PrintOut, PrintPage } from '../design/PrintPage.tsx'
import { QrCode } from '../design/QrCode.tsx'
import './gallery.css'

const names = ['Ada Adler', 'Bela Birke', 'Cem Demir', 'Dana Dorn', 'Emil Eiche', 'Fida Farid', 'Gesa Grün', 'Hanno Hain']

export function Slips() {
  return (
    <main>
      <PrintOut title="Zugangszettel der 7b" back="/heute" note="Acht Zettel auf einem Blatt. Vor dem Druck: einseitig, ohne Skalierung.">
        <PrintPage>
          <CutGrid columns={2} rows={4}>
            {names.map((name, i) => (
              <CutPart key={name}>
                <h2>{name}</h2>
                <p>Klasse 7b · Gymnasium am Beispielweg</p>
                <div className="gallery-slip">
                  <QrCode text={`https://schule.example/zettel/KX4M-7Q2P-${i}`} label={`QR-Code für ${name}`} size="28mm" />
                  <div>
                    <p>
                      Name: <strong>{name.toLowerCase().replace(' ', '.')}</strong>
                    </p>
                    <p>
                      Code: <strong>KX4M-7Q2P</strong>
                    </p>
                    <p>Gilt einmal, bis 7. Dezember.</p>
                  </div>
                </div>
              </CutPart>
            ))}
          </CutGrid>
        </PrintPage>
      </PrintOut>
    </main>
  )
}
