// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
// Copies out of a finished archive, by the real programs: byte-exact, or not at all.
#include "app/archive/copyfiles.h"
#include "app/archive/localarchivefiles.h"
#include "models/catalogue/extractionservice.h"
#include "tests/archives/archiveworld.h"
#include "tests/support/fakeoutside.h"
#include "tests/support/hostilenames.h"
#include "tests/support/testmain.h"

#include <QDir>
#include <QFileInfo>
#include <QTimeZone>
#include <QtTest>

#include <algorithm>

#include <sys/stat.h>

using namespace Nightkeep;

namespace {

const QDateTime copiesMade(QDate(2008, 5, 19), QTime(16, 59), QTimeZone::utc());
const QByteArray copiesPath = QByteArrayLiteral("1/backupdata/backup-c1-20080519-1659.zip");

/// A finished archive, and all that reads it.
struct CopiesWorld
{
    ArchiveWorld world;
    std::unique_ptr<ArchiveService> archives = world.newService();
    CopyFiles copies;
    LocalArchiveFiles files;
    FakeManifestSigner signer;
    Clock clock = [] { return QDateTime::currentDateTimeUtc(); };
    WorkspaceStore &store = world.workspace->store();
    HandOverService handOvers {store, world.store, *archives, store, world.hosts, copies, world.audit, clock};
    VerificationService verification {store,       world.store, *archives, handOvers,   store,
                                      world.hosts, signer,      files,     world.audit, clock};
    ExtractionService extraction {verification, *archives, store, world.hosts, copies, files, world.audit, clock};
    QTemporaryDir here;
    ArchiveRecord made;

    void make()
    {
        made = world.startAndWait(*archives, QStringLiteral("summer"));
        if (made.status.state != ArchiveState::Complete)
            qFatal("%s", qPrintable(made.status.failure + made.status.log));
        QDir(world.path("/data")).mkpath(QStringLiteral("restored"));
    }
    void makeOfCourses(int count)
    {
        world.addCourses(count, 3000);
        make();
    }
    [[nodiscard]] QString id() const { return made.run.id; }
    [[nodiscard]] QString tar() const { return world.archiveFile(QStringLiteral("summer.tar")); }
    [[nodiscard]] QString manifestFile() const { return tar() + QStringLiteral(".manifest"); }
    [[nodiscard]] QString to(const QString &name) const { return here.filePath(name); }
    /// All names in a folder, hidden ones too.
    [[nodiscard]] static QStringList namesIn(const QString &folder)
    {
        return QDir(folder).entryList(QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot);
    }
    [[nodiscard]] QStringList restored() const { return namesIn(world.path("/data/restored")); }
    [[nodiscard]] Result<void> extract(const BytePath &path, const QString &name)
    {
        return extraction.extract(id(), path, to(name), CancelToken());
    }
    [[nodiscard]] Result<BytePath> extractThere(const BytePath &path)
    {
        return extraction.extractThere(id(), path, "/data/restored", CancelToken());
    }
    /// In the place of a byte of the first zip.
    void spoilTar() const
    {
        QByteArray bytes = readBytes(tar());
        const qsizetype at = bytes.indexOf("backupdata/backup-c1-20080519-1659.zip\n"); // its filler
        if (at < 0)
            qFatal("the tar does not hold what was put into it");
        bytes[at] = 'X';
        writeBytes(tar(), bytes);
    }
};

QByteArray copiesWhy(const Error &error)
{
    return (error.message + u' ' + error.detail).toUtf8();
}

} // namespace

class TstArchiveCopies : public QObject
{
    Q_OBJECT

private slots:
    void hostileNamesComeOutByteExact();
    void aChangedByteIsNotKept();
    void nothingIsReplaced();
    void whatIsNoMemberIsNotFound();
    void aLinkInTheTarGivesNothing();
    void aCopyIsLookedInto();
    void aTarFromTapeGivesItsCopies();
    void aSignatureLiesBesideTheManifest();
    void whatIsPutInASignaturesPlaceIsTold();
    void aChangedManifestIsTold();
    void aFileIsHeldAgainstTheArchive();
    void aCopyAtAPlaceIsReadAnew();
    void whatCannotBeReadIsKeptAsFailed();
    void aColleagueFindsItByTheirOwnName();
};

void TstArchiveCopies::hostileNamesComeOutByteExact()
{
    CopiesWorld copies;
    QList<QByteArray> paths;
    QList<QByteArray> zips;
    const QList<QByteArray> names = hostileFolderNames();
    for (qsizetype i = 0; i < names.size(); i += 3) {
        if (names.at(i).size() > 250)
            continue;
        paths.append(QByteArray::number(paths.size() + 1) + "/backupdata/" + names.at(i) + ".zip");
        zips.append(zipOf(400 + paths.size(), paths.last(), copiesMade));
        copies.world.addFile(paths.last(), zips.last(), copiesMade);
    }
    QVERIFY(paths.size() > 40);
    copies.make();
    for (qsizetype i = 0; i < paths.size(); ++i) {
        const QByteArray &path = paths.at(i);
        const QString name = QString::number(i);
        const Result<void> here = copies.extract(path, name);
        QVERIFY2(here, here ? "" : (path + ": " + copiesWhy(here.error())).constData());
        QVERIFY2(readBytes(copies.to(name)) == zips.at(i), path.constData());
    }
    for (qsizetype i = 0; i < paths.size(); i += 4) {
        const QByteArray &path = paths.at(i);
        const Result<BytePath> there = copies.extractThere(path);
        QVERIFY2(there, there ? "" : (path + ": " + copiesWhy(there.error())).constData());
        QCOMPARE(*there, "/data/restored/" + path.mid(path.lastIndexOf('/') + 1));
    }
    QCOMPARE(copies.restored().size(), (paths.size() + 3) / 4);
    QVERIFY(canariesIn({QDir::currentPath(), QDir::homePath(), copies.here.path(), copies.world.path("/data/restored"),
                        copies.world.archiveFile({})})
                .isEmpty());
}

void TstArchiveCopies::aChangedByteIsNotKept()
{
    CopiesWorld copies;
    copies.makeOfCourses(2);
    const Result<void> before = copies.extract(copiesPath, QStringLiteral("before.zip"));
    QVERIFY2(before, before ? "" : copiesWhy(before.error()).constData());
    copies.spoilTar();
    const Result<void> here = copies.extract(copiesPath, QStringLiteral("after.zip"));
    QVERIFY(!here);
    QCOMPARE(here.error().kind, ErrorKind::Damaged);
    const Result<BytePath> there = copies.extractThere(copiesPath);
    QVERIFY(!there);
    QCOMPARE(there.error().kind, ErrorKind::Damaged);
    QCOMPARE(CopiesWorld::namesIn(copies.here.path()), QStringList {QStringLiteral("before.zip")});
    QCOMPARE(copies.restored(), QStringList());
    QCOMPARE(copies.extraction.members(copies.id(), copiesPath, CancelToken()).error().kind, ErrorKind::Damaged);
    // The other one is as it was.
    QVERIFY(copies.extract("2/backupdata/backup-c2-20080519-1659.zip", QStringLiteral("other.zip")));

    const Result<ArchiveVerification> read = copies.verification.verify(copies.id(), {}, CancelToken());
    QVERIFY(read);
    QCOMPARE(read->outcome, ArchiveVerification::Outcome::Differs);
    const Result<CatalogueRecords> records = copies.store.catalogueRecords();
    QCOMPARE(records->verifications.size(), 1);
    QCOMPARE(records->verifications.constFirst().outcome, ArchiveVerification::Outcome::Differs);
}

void TstArchiveCopies::nothingIsReplaced()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    writeBytes(copies.to(QStringLiteral("mine.zip")), "mine");
    QCOMPARE(copies.extract(copiesPath, QStringLiteral("mine.zip")).error().kind, ErrorKind::Conflict);
    QCOMPARE(readBytes(copies.to(QStringLiteral("mine.zip"))), QByteArray("mine"));
    const QString there = copies.world.path("/data/restored/backup-c1-20080519-1659.zip");
    QVERIFY(copies.extractThere(copiesPath));
    writeBytes(there, "theirs");
    QCOMPARE(copies.extractThere(copiesPath).error().kind, ErrorKind::Conflict);
    QCOMPARE(readBytes(there), QByteArray("theirs"));
    // Nor by a link that stands there and leads nowhere.
    QVERIFY(QFile::remove(there));
    QVERIFY(QFile::link(copies.to(QStringLiteral("elsewhere")), there));
    QCOMPARE(copies.extractThere(copiesPath).error().kind, ErrorKind::Conflict);
    QVERIFY(!QFileInfo::exists(copies.to(QStringLiteral("elsewhere"))));
    QCOMPARE(copies.restored().size(), 1);
    // A folder that others can write is none to restore into.
    QVERIFY(QFile::remove(there));
    QCOMPARE(::chmod(QFile::encodeName(copies.world.path("/data/restored")).constData(), 0777), 0);
    QCOMPARE(copies.extractThere(copiesPath).error().kind, ErrorKind::PermissionDenied);
    QCOMPARE(copies.restored(), QStringList());
}

void TstArchiveCopies::whatIsNoMemberIsNotFound()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    const QList<QByteArray> paths {"../../../etc/passwd", "/etc/passwd", "", "*", "1/backupdata", "--to-command=true"};
    for (const QByteArray &path : paths) {
        const Result<void> here = copies.extract(path, QStringLiteral("x"));
        QVERIFY2(!here && here.error().kind == ErrorKind::NotFound, path.constData());
        const Result<BytePath> there = copies.extractThere(path);
        QVERIFY2(!there && there.error().kind == ErrorKind::NotFound, path.constData());
    }
    QCOMPARE(CopiesWorld::namesIn(copies.here.path()), QStringList());
    QCOMPARE(copies.restored(), QStringList());
}

void TstArchiveCopies::aLinkInTheTarGivesNothing()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    // As somebody could make it who may write there: the member is a link to what only the account may read.
    QTemporaryDir forged;
    QVERIFY(QDir(forged.path()).mkpath(QStringLiteral("1/backupdata")));
    const QString secret = forged.filePath(QStringLiteral("secret"));
    writeBytes(secret, QByteArray(3001, 's'));
    QVERIFY(QFile::link(secret, forged.filePath(QString::fromLatin1(copiesPath))));
    QCOMPARE(
        runTool(QStringLiteral("tar"),
                {QStringLiteral("-cf"), copies.tar(), QStringLiteral("--format=gnu"), QString::fromLatin1(copiesPath)},
                forged.path()),
        0);
    QVERIFY(!copies.extract(copiesPath, QStringLiteral("x")));
    QCOMPARE(copies.extractThere(copiesPath).error().kind, ErrorKind::Damaged);
    QCOMPARE(copies.extraction
                 .extractFrom(copies.tar(), copies.id(), copiesPath, copies.to(QStringLiteral("x")), CancelToken())
                 .error()
                 .kind,
             ErrorKind::Damaged);
    QCOMPARE(CopiesWorld::namesIn(copies.here.path()), QStringList());
    QCOMPARE(copies.restored(), QStringList());
}

void TstArchiveCopies::aCopyIsLookedInto()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    const Result<QList<InnerMember>> members = copies.extraction.members(copies.id(), copiesPath, CancelToken());
    QVERIFY2(members, members ? "" : copiesWhy(members.error()).constData());
    QCOMPARE(members->size(), 2);
    QCOMPARE(members->at(0).name, QStringLiteral("moodle.xml"));
    QCOMPARE(members->at(1).name, QStringLiteral("course_files/notes.txt"));
}

void TstArchiveCopies::aTarFromTapeGivesItsCopies()
{
    CopiesWorld copies;
    copies.makeOfCourses(2);
    QVERIFY(copies.verification.manifest(copies.id(), CancelToken()));
    const QString back = copies.to(QStringLiteral("back.tar"));
    QVERIFY(QFile::rename(copies.tar(), back) || (QFile::copy(copies.tar(), back) && QFile::remove(copies.tar())));
    const Result<void> gone = copies.extract(copiesPath, QStringLiteral("x"));
    QCOMPARE(gone.error().kind, ErrorKind::NotFound);
    QVERIFY2(gone.error().advice.contains(QLatin1String("handed over")), qPrintable(gone.error().advice));
    const Result<void> taken = copies.extraction.extractFrom(back, copies.id(), copiesPath,
                                                             copies.to(QStringLiteral("out.zip")), CancelToken());
    QVERIFY2(taken, taken ? "" : copiesWhy(taken.error()).constData());
    QCOMPARE(readBytes(copies.to(QStringLiteral("out.zip"))),
             readBytes(copies.world.path("/data/moodle/" + copiesPath)));
    QCOMPARE(copies.world.audit.entries(QStringLiteral("archive.extract"))->last().result, QStringLiteral("ok"));
    // The server may be gone, too: the manifest was kept.
    QVERIFY(QFile::remove(copies.manifestFile()));
    QVERIFY(copies.extraction.extractFrom(back, copies.id(), copiesPath, copies.to(QStringLiteral("again.zip")),
                                          CancelToken()));
}

void TstArchiveCopies::aSignatureLiesBesideTheManifest()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    QCOMPARE(copies.verification.checkSignature(copies.id(), CancelToken())->verdict, SignatureVerdict::NotSigned);
    const QString key = QStringLiteral("team-key");
    const Result<ManifestSignature> stranger = copies.verification.sign(copies.id(), key, CancelToken());
    QVERIFY2(stranger, stranger ? "" : copiesWhy(stranger.error()).constData());
    QCOMPARE(stranger->verdict, SignatureVerdict::UnknownSigner);
    AllowedSigner signer;
    signer.name = QStringLiteral("team@example.org");
    signer.publicKey = key; // the fake's own
    QVERIFY(copies.store.replaceSigner({}, signer));
    const Result<ManifestSignature> known = copies.verification.checkSignature(copies.id(), CancelToken());
    QCOMPARE(known->verdict, SignatureVerdict::Good);
    QCOMPARE(known->signer, signer.name);
    QVERIFY(known->signedAt.isValid());
    const QString beside = copies.manifestFile() + QStringLiteral(".sig");
    QCOMPARE(QString::fromUtf8(readBytes(beside)), known->signature);
    QCOMPARE(int(QFileInfo(beside).permissions() & 0x77), 0); // nobody else's
    // One that is gone from there is still known here.
    QVERIFY(QFile::remove(beside));
    QCOMPARE(copies.verification.checkSignature(copies.id(), CancelToken())->verdict, SignatureVerdict::Good);
}

void TstArchiveCopies::whatIsPutInASignaturesPlaceIsTold()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    AllowedSigner signer;
    signer.name = QStringLiteral("team@example.org");
    signer.publicKey = QStringLiteral("team-key");
    QVERIFY(copies.store.replaceSigner({}, signer));
    const Result<ManifestSignature> made = copies.verification.sign(copies.id(), signer.publicKey, CancelToken());
    QCOMPARE(made->verdict, SignatureVerdict::Good);
    const QString beside = copies.manifestFile() + QStringLiteral(".sig");
    const QByteArray sound = readBytes(beside);
    const QDateTime signedAt = copies.store.catalogueRecords()->signatures.value(0).signedAt;
    QVERIFY(signedAt.isValid());
    const QByteArrayList others {"rubbish", "their-key" + sound.mid(sound.indexOf(' '))};
    for (const QByteArray &other : others) {
        writeBytes(beside, other); // the second is a good signature of somebody's over the same manifest
        const Result<ManifestSignature> told = copies.verification.checkSignature(copies.id(), CancelToken());
        QVERIFY(told);
        QCOMPARE(told->verdict, SignatureVerdict::Bad);
        QVERIFY(!told->reason.isEmpty());
        QCOMPARE(copies.store.catalogueRecords()->signatures.value(0).signature, made->signature);
    }
    writeBytes(beside, sound);
    const Result<ManifestSignature> again = copies.verification.checkSignature(copies.id(), CancelToken());
    QCOMPARE(again->verdict, SignatureVerdict::Good);
    QCOMPARE(again->signedAt, signedAt);
    // Who signs it anew with another key means it.
    QCOMPARE(copies.verification.sign(copies.id(), QStringLiteral("their-key"), CancelToken())->verdict,
             SignatureVerdict::UnknownSigner);
}

void TstArchiveCopies::aChangedManifestIsTold()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    AllowedSigner signer;
    signer.name = QStringLiteral("team@example.org");
    signer.publicKey = QStringLiteral("team-key");
    QVERIFY(copies.store.replaceSigner({}, signer));
    QCOMPARE(copies.verification.sign(copies.id(), signer.publicKey, CancelToken())->verdict, SignatureVerdict::Good);
    const QByteArray sound = readBytes(copies.manifestFile());
    QByteArray changed = sound;
    changed.replace(copies.made.status.sha256, QByteArray(64, '0'));
    QVERIFY(changed != sound);
    writeBytes(copies.manifestFile(), changed);

    const Result<ManifestSignature> checked = copies.verification.checkSignature(copies.id(), CancelToken());
    QVERIFY(checked);
    QCOMPARE(checked->verdict, SignatureVerdict::Bad);
    QVERIFY(!checked->reason.isEmpty());
    const QList<Finding> findings = VerificationService::findings({copies.made}, *copies.store.catalogueRecords(),
                                                                  copies.made.status.finishedAt.addSecs(60));
    QCOMPARE(findings.size(), 1);
    QCOMPARE(findings.constFirst().kind, QStringLiteral("archive-signature-bad"));
    QCOMPARE(findings.constFirst().severity, Severity::Critical);
    // It is not signed, and what is taken out is held against the one that was kept.
    QCOMPARE(copies.verification.sign(copies.id(), signer.publicKey, CancelToken()).error().kind, ErrorKind::Damaged);
    QCOMPARE(copies.verification.manifest(copies.id(), CancelToken())->tarSha256, copies.made.status.sha256);
    QVERIFY(copies.extract(copiesPath, QStringLiteral("x.zip")));
    writeBytes(copies.manifestFile(), sound);
    QCOMPARE(copies.verification.checkSignature(copies.id(), CancelToken())->verdict, SignatureVerdict::Good);
}

void TstArchiveCopies::aFileIsHeldAgainstTheArchive()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    const QString here = copies.to(QStringLiteral("here.tar"));
    QVERIFY(QFile::copy(copies.tar(), here));
    const QString place = QStringLiteral("file:") + here;
    const Result<ArchiveVerification> same = copies.verification.verify(copies.id(), place, CancelToken());
    QVERIFY(same);
    QCOMPARE(same->outcome, ArchiveVerification::Outcome::Same);
    QCOMPARE(same->sha256, copies.made.status.sha256);
    QByteArray bytes = readBytes(here);
    bytes[700] = char(bytes[700] ^ 1);
    writeBytes(here, bytes);
    const Result<ArchiveVerification> other = copies.verification.verify(copies.id(), place, CancelToken());
    QVERIFY(other);
    QCOMPARE(other->outcome, ArchiveVerification::Outcome::Differs);
    QCOMPARE(copies.store.catalogueRecords()->verifications.size(), 2);
}

void TstArchiveCopies::aCopyAtAPlaceIsReadAnew()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    ArchivePlace second;
    second.name = QStringLiteral("second");
    second.kind = PlaceKind::Folder;
    second.folder = "/data/second";
    QVERIFY(copies.store.replacePlace({}, second));
    HandOver handOver;
    handOver.run = copies.id();
    handOver.place = second.name;
    handOver.kind = second.kind;
    handOver.state = HandOverState::Confirmed;
    handOver.bytes = copies.made.status.tarBytes;
    handOver.sha256 = copies.made.status.sha256; // as it was read back when it was sent
    handOver.confirmedAt = copies.made.status.finishedAt;
    QVERIFY(copies.store.saveHandOver(handOver));
    QVERIFY(QDir(copies.world.path("/data")).mkpath(second.name));
    const QString there = copies.world.path("/data/second/summer.tar");
    QVERIFY(QFile::copy(copies.tar(), there));
    const auto read = [&copies, &second] {
        const Result<ArchiveVerification> verified =
            copies.verification.verify(copies.id(), second.name, CancelToken());
        if (!verified)
            qWarning("%s", copiesWhy(verified.error()).constData());
        return verified ? verified->outcome : ArchiveVerification::Outcome::Failed;
    };
    QCOMPARE(read(), ArchiveVerification::Outcome::Same);
    QVERIFY(QFile::resize(there, 700));
    QCOMPARE(read(), ArchiveVerification::Outcome::Differs);
    // What is no file has no hash, and the earlier one is not its.
    QVERIFY(copies.store.saveHandOver(handOver));
    QVERIFY(QFile::remove(there) && QDir().mkpath(there));
    QCOMPARE(read(), ArchiveVerification::Outcome::Differs);
}

void TstArchiveCopies::whatCannotBeReadIsKeptAsFailed()
{
    CopiesWorld copies;
    copies.makeOfCourses(1);
    const QString place = QStringLiteral("file:") + copies.to(QStringLiteral("none.tar"));
    QCOMPARE(copies.verification.verify(copies.id(), place, CancelToken()).error().kind, ErrorKind::NotFound);
    const QList<ArchiveVerification> kept = copies.store.catalogueRecords()->verifications;
    QCOMPARE(kept.size(), 1);
    QCOMPARE(kept.constFirst().outcome, ArchiveVerification::Outcome::Failed);
    QVERIFY(!kept.constFirst().reason.isEmpty());
    CancelToken stopped;
    stopped.cancel();
    writeBytes(copies.to(QStringLiteral("none.tar")), "x");
    QCOMPARE(copies.verification.verify(copies.id(), place, stopped).error().kind, ErrorKind::Cancelled);
    QCOMPARE(copies.store.catalogueRecords()->verifications.size(), 1);
}

/// Another workspace calls the site otherwise than the one that started the archive.
void TstArchiveCopies::aColleagueFindsItByTheirOwnName()
{
    CopiesWorld copies;
    copies.makeOfCourses(2);
    const TestStore desk;
    WorkspaceStore &store = desk.store();
    ArchiveWorld &world = copies.world;
    Site site = world.site;
    site.name = QStringLiteral("their moodle");
    QVERIFY(store.replaceServer({}, world.server));
    QVERIFY(store.replaceSite({}, site));
    ArchiveService archives(store, store, store, world.hosts, world.moodles, world.lister, world.audit, copies.clock);
    HandOverService handOvers(store, store, archives, store, world.hosts, copies.copies, world.audit, copies.clock);
    VerificationService verification(store, store, archives, handOvers, store, world.hosts, copies.signer, copies.files,
                                     world.audit, copies.clock);
    QCOMPARE(archives.discover(site.name, CancelToken())->size(), 1);
    const Result<ArchiveManifest> manifest = verification.manifest(copies.id(), CancelToken());
    QVERIFY2(manifest, manifest ? "" : copiesWhy(manifest.error()).constData());
    CatalogueQuery query;
    query.site = site.name;
    query.course = 2;
    const Result<QList<CatalogueHit>> hits = store.search(query);
    QVERIFY(hits);
    QCOMPARE(hits->size(), 1);
    QCOMPARE(hits->constFirst().run, copies.id());
    // As everywhere, the bytes are what was hashed there.
    QCOMPARE(manifest->sha256, copies.verification.manifest(copies.id(), CancelToken())->sha256);
}

NIGHTKEEP_TEST(TstArchiveCopies, integration, Core, 240)
#include "tst_archivecopies.moc"
