// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samples.h"

#include "app/store/storeconnection.h"

#include <QDir>
#include <QFileInfo>
#include <QTimeZone>

namespace Nightkeep::Samples {

QString text(QRandomGenerator &random)
{
    static const QStringList pieces {QStringLiteral("plain"),
                                     QStringLiteral("'; DROP TABLE nk_servers; --"),
                                     QStringLiteral("\"\\%_?"),
                                     QStringLiteral("line\nline\r\n\t"),
                                     QStringLiteral("\u00e4\u00f6\u4e2d"),
                                     QString::fromUtf8("\xf0\x9f\x8c\x99"),
                                     QString(QChar(0)),
                                     QStringLiteral("\u202ecba"),
                                     QStringLiteral(" trailing "),
                                     QStringLiteral("<b>&amp;")};
    QString result;
    for (int count = random.bounded(4); count > 0; --count)
        result += pieces.at(random.bounded(pieces.size()));
    return result;
}

BytePath path(QRandomGenerator &random)
{
    static const QByteArrayList pieces {"data",         "\xff\xfe", "a b",       "-rf",     "new\nline",
                                        "\x01\x1b[31m", "%41",      "q'\"`$(x)", "\xc3\xa9"};
    BytePath result;
    for (int count = 1 + random.bounded(4); count > 0; --count)
        result += '/' + pieces.at(random.bounded(pieces.size()));
    if (random.bounded(5) == 0)
        result += QByteArray("\0z", 2);
    return result;
}

QDateTime moment(QRandomGenerator &random)
{
    if (random.bounded(5) == 0)
        return {};
    return QDateTime::fromMSecsSinceEpoch(
        static_cast<qint64>(random.bounded(2'000'000'000U)) * 1000 + random.bounded(1000), QTimeZone::utc());
}

qint64 number(QRandomGenerator &random, qint64 least, qint64 most)
{
    // Beyond what a floating point number holds exactly, where that is in the range.
    const qint64 drawn = random.bounded(2) == 0 ? random.bounded(100) : static_cast<qint64>(random.generate64() >> 2);
    const auto span = static_cast<quint64>(most) - static_cast<quint64>(least);
    return least == std::numeric_limits<qint64>::min()
        ? (random.bounded(4) == 0 ? -drawn : drawn)
        : least + (span >= quint64(drawn) ? drawn : drawn % qint64(span + 1));
}

Server server(QRandomGenerator &random, const QString &name)
{
    auto drawn = sample<Server>(random);
    drawn.name = name;
    return drawn;
}

Site site(QRandomGenerator &random, const QString &name)
{
    auto drawn = sample<Site>(random);
    drawn.name = name;
    return drawn;
}

ArchiveRecord archive(QRandomGenerator &random, const QString &id)
{
    auto drawn = sample<ArchiveRecord>(random);
    drawn.run.id = id;
    return drawn;
}

DatabaseAnswer databaseAnswer(QRandomGenerator &random, const QString &server, const QString &partner)
{
    auto drawn = sample<DatabaseAnswer>(random);
    drawn.server = server;
    drawn.partner = partner;
    return drawn;
}

AuditEntry audit(QRandomGenerator &random)
{
    auto drawn = sample<AuditEntry>(random);
    drawn.id = 0; // what the log gives
    drawn.who.clear();
    drawn.hash.clear();
    drawn.act = QStringLiteral("settings.set");
    drawn.phase = QStringLiteral("before");
    return drawn;
}

CatalogueRecords catalogue(QRandomGenerator &random)
{
    CatalogueRecords records;
    for (int i = 0; i < 2; ++i) {
        const QString run = QStringLiteral("2008112%1-moodle").arg(i);
        auto term = sample<Term>(random);
        term.year = 2008 + i; // as the workspace has them: by year
        term.name = QStringLiteral("2008-term-%1").arg(i);
        records.terms.append(term);
        auto place = sample<ArchivePlace>(random);
        place.name = QStringLiteral("place-%1").arg(i);
        records.places.append(place);
        auto handOver = sample<HandOver>(random);
        handOver.run = QStringLiteral("20081120-moodle");
        handOver.place = place.name;
        records.handOvers.append(handOver);
        auto signer = sample<AllowedSigner>(random);
        signer.name = QStringLiteral("desk-%1@example").arg(i);
        records.signers.append(signer);
        auto signature = sample<ManifestSignature>(random);
        signature.run = run;
        records.signatures.append(signature);
        records.verifications.prepend(sample<ArchiveVerification>(random));
        records.verifications.first().number = i + 1;
        records.drills.prepend(sample<RestoreDrill>(random));
        records.drills.first().number = i + 1;
        records.moodles.append({run, sample<MoodleVersion>(random)});
    }
    return records;
}

namespace {

template<typename Note> void fillCatalogue(WorkspaceStore &store, const CatalogueRecords &records, const Note &note)
{
    for (const Term &term : records.terms)
        note(store.replaceTerm(std::nullopt, term));
    for (const ArchivePlace &place : records.places)
        note(store.replacePlace(std::nullopt, place));
    for (const HandOver &handOver : records.handOvers)
        note(store.saveHandOver(handOver));
    for (const AllowedSigner &signer : records.signers)
        note(store.replaceSigner(std::nullopt, signer));
    for (const ManifestSignature &signature : records.signatures)
        note(store.saveSignature(signature));
    for (auto verification = records.verifications.crbegin(); verification != records.verifications.crend();
         ++verification)
        note(store.addVerification(*verification));
    for (auto drill = records.drills.crbegin(); drill != records.drills.crend(); ++drill)
        note(store.addDrill(*drill));
    for (const ArchivedMoodle &moodle : records.moodles)
        note(store.saveArchivedMoodle(moodle));
}

} // namespace

QString fill(WorkspaceStore &store, QRandomGenerator &random, int servers)
{
    QString problem;
    const auto note = [&problem](const auto &result) {
        if (!result && problem.isEmpty())
            problem = result.error().message + QLatin1Char(' ') + result.error().detail;
    };
    for (int i = 0; i < servers; ++i) {
        const QString name = QStringLiteral("moodle-%1.example").arg(i);
        note(store.replaceServer({}, server(random, name)));
        note(store.saveFailure(name, {ErrorKind::TimedOut, text(random), text(random), text(random)}, moment(random)));
        for (int times = i % 2 == 0 ? 12 : 0; times > 0; --times)
            note(store.saveSnapshot(name, sample<ServerSnapshot>(random)));
        if (i % 3 != 1)
            note(store.saveChangeRates(name, sample<ChangeRates>(random)));
        if (i % 3 != 2)
            note(store.saveBackupPreview(name, sample<BackupPreview>(random)));
        if (i % 4 == 2)
            note(store.saveFailure(name, {ErrorKind::HostKeyChanged, text(random)}, moment(random)));
        note(store.append(audit(random)));
        if (i % 2 == 1) {
            const QString before = QStringLiteral("moodle-%1.example").arg(i - 1);
            note(store.saveWeb(name, sample<WebAnswer>(random)));
            note(store.savePair(databaseAnswer(random, before, name), databaseAnswer(random, name, before)));
        }
    }
    for (int i = 0; i < 2; ++i) {
        const QString name = QStringLiteral("Moodle %1").arg(i);
        note(store.replaceSite({}, site(random, name)));
        const AgreedSetting agreed {text(random), sample<QDate>(random), text(random)};
        note(store.setAgreed(name, QStringLiteral("backup_sche_keep"), std::nullopt, agreed));
        note(store.saveSettings(name, sample<SettingsSnapshot>(random)));
        note(store.saveArchiveRun(archive(random, QStringLiteral("2008112%1-moodle").arg(i))));
        note(store.addStorageRequest(sample<StorageRequest>(random)));
        auto accepted = sample<AcceptedFinding>(random);
        accepted.finding = i == 0 ? QStringLiteral("first") : QStringLiteral("second");
        note(store.saveAcceptedFinding(accepted));
    }
    for (int i = 0; i < 2; ++i)
        note(store.addDeletionCheck(sample<DeletionCheck>(random)));
    for (int i = 0; i < 2; ++i)
        note(store.addDecision(sample<Decision>(random)));
    for (int i = 0; i < 2; ++i) {
        auto promise = sample<Promise>(random);
        promise.key += QString::number(i); // two may have none
        note(store.savePromise(promise, std::nullopt));
        note(store.addLegalHold(sample<LegalHold>(random)));
        note(store.addErasure(sample<ErasureRecord>(random)));
    }
    fillCatalogue(store, catalogue(random), note);
    return problem;
}

QStringList oldStatements(int version)
{
    QFile file(qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR")
               + QStringLiteral("/tests/store/data/workspace-v%1.sql").arg(version));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QStringList statements = QString::fromUtf8(file.readAll()).split(QStringLiteral("\n\n"), Qt::SkipEmptyParts);
    statements.removeFirst(); // the words at the top
    return statements;
}

Result<void> runAll(const QString &place, const QStringList &statements)
{
    if (statements.isEmpty())
        return fail(ErrorKind::Internal, QStringLiteral("No statements: is NIGHTKEEP_SOURCE_DIR set?"));
    const auto connection = StoreConnection::open({*parseStoreLocation(place)});
    if (!connection)
        return fail(connection.error());
    for (const QString &statement : statements) {
        if (const Result<void> done = (*connection)->runFixed(statement); !done)
            return done;
    }
    return {};
}

Result<void> makeOldFile(const QString &fileName, int version)
{
    QFile empty(fileName);
    if (!empty.open(QIODevice::WriteOnly))
        return fail(ErrorKind::Failed, empty.errorString());
    empty.close();
    return runAll(fileName, oldStatements(version));
}

QString memoryFolder()
{
    const QString memory = QStringLiteral("/dev/shm");
    const bool usable = QFileInfo(memory).isDir() && QFileInfo(memory).isWritable();
    return (usable ? memory : QDir::tempPath()) + QStringLiteral("/nightkeep-XXXXXX");
}

QString Places::next(const QString &dialect)
{
    ++m_number;
    if (dialect == QLatin1String("sqlite"))
        return m_folder.filePath(QStringLiteral("workspace %1.nightkeep").arg(m_number));
    if (!m_server) {
        m_server = std::make_unique<MariaDbFixture>();
        if (const Result<void> started = m_server->start(); !started) {
            m_problem = started.error().message + started.error().detail;
            return {};
        }
    }
    return QStringLiteral("mysql://root@localhost/workspace%1?socket=%2").arg(m_number).arg(m_server->socketPath());
}

} // namespace Nightkeep::Samples
