/** What the administration reads at the console about the database that comes with Schulhof. */
export const clusterTexts = {
  firstTime: 'Die Datenbank wird eingerichtet ...',
  stopsOld: 'PostgreSQL vom letzten Lauf wird beendet ...',
  died: (attempt: number) => `PostgreSQL ist unerwartet zu Ende gegangen, Neustart (Versuch ${attempt}) ...`,
  restarted: (restarts: number) => `PostgreSQL läuft wieder (Neustart Nr. ${restarts} seit dem Start von Schulhof).`,
  gaveUp: (attempts: number) => `PostgreSQL ließ sich nach ${attempts} Versuchen nicht wieder starten.`,
  runsAsNobody: 'PostgreSQL läuft als nobody; besser ist ein eigenes Konto: useradd --system schulhof',

  noPackage: (platform: string) =>
    `Für ${platform} liegt kein PostgreSQL bei: bitte DATABASE_URL auf ein PostgreSQL ab 15 setzen (docs/operate).`,
  doesNotRun: (complaint: string) =>
    `Das mitgelieferte PostgreSQL lässt sich auf diesem Rechner nicht ausführen (${complaint}); DATABASE_URL kann ein anderes nennen (docs/operate).`,
  noAccount: 'PostgreSQL läuft nie als root: bitte ein Konto anlegen (useradd --system schulhof) oder in SCHULHOF_PG_USER eins nennen.',
  unknownAccount: (name: string) => `Das Konto ${name} aus SCHULHOF_PG_USER gibt es auf diesem Rechner nicht.`,
  rootAccount: (name: string) => `PostgreSQL läuft nie als root: SCHULHOF_PG_USER darf nicht ${name} sein.`,
  otherAccount: (name: string) => `SCHULHOF_PG_USER=${name} geht nur, wenn root Schulhof startet.`,
  noPasswdEntry: (uid: number) => `Das Konto mit der Nummer ${uid} steht nicht in /etc/passwd; PostgreSQL verlangt dort einen Eintrag.`,
  unreachable: (folder: string, account: string) =>
    `Das Konto ${account} kommt nicht an den Ordner ${folder}: einen Ordner darüber öffnen oder SCHULHOF_DATA an eine andere Stelle legen.`,
  otherVersion: (found: string, ours: string) =>
    `Die Daten stammen von PostgreSQL ${found}, dieses Schulhof bringt ${ours} mit: mit der alten Fassung sichern, mit der neuen einspielen (docs/operate).`,
  foreignFolder: (folder: string) => `Der Ordner ${folder} enthält etwas anderes als eine Datenbank von Schulhof; er wird nicht angerührt.`,
  noPassword: (file: string) => `Das Passwort der Datenbank fehlt (${file}): bitte aus der Sicherung der Datenordner zurücklegen.`,
  initFailed: (complaint: string) => `Die Datenbank ließ sich nicht einrichten: ${complaint}`,
  startFailed: (complaint: string) => `PostgreSQL ließ sich nicht starten: ${complaint}`,
  nothingToJoin: (folder: string) => `Auf den Daten in ${folder} läuft kein Schulhof, dem sich dieser Prozess anschließen könnte; zuerst ohne --join starten.`,

  locked: (folder: string, pid: number) => `Auf den Daten in ${folder} läuft Schulhof schon (Prozess ${pid}); zuerst diesen beenden.`,
  notWritable: (folder: string, reason: string) => `Der Ordner ${folder} lässt sich nicht beschreiben (${reason}): SCHULHOF_DATA oder die Rechte des Ordners ändern.`,
}
