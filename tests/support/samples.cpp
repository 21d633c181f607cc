// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/samples.h"

#include "app/store/storeconnection.h"
#include "models/storage/decisionfield.h"
#include "tests/support/reachabilitysamples.h"

#include <QDir>
#include <QFileInfo>
#include <QTimeZone>

namespace Nightkeep::Samples {

namespace {

template<typename T, typename F> QList<T> several(QRandomGenerator &random, F make)
{
    QList<T> list;
    for (int count = random.bounded(4); count > 0; --count)
        list.append(make(random));
    return list;
}

qint64 number(QRandomGenerator &random)
{
    // Beyond what a floating point number holds exactly.
    return random.bounded(2) == 0 ? random.bounded(100) : static_cast<qint64>(random.generate64() >> 2);
}

} // namespace

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

ServerDecisions decisions(QRandomGenerator &random)
{
    ServerDecisions decisions;
    for (const Figure figure : allFigures()) {
        const FigureRange range = figureRange(figure);
        if (range.mayHaveNoLimit && random.bounded(4) == 0)
            figureOf(decisions, figure) = NoLimit;
        else if (random.bounded(2) == 0)
            figureOf(decisions, figure) = range.least + random.bounded(range.most - range.least + 1);
    }
    for (const DecisionSubject subject : decisionSubjects()) {
        Agreement &agreement = agreementOf(decisions, subject);
        agreement.state = static_cast<Agreement::State>(random.bounded(3));
        if (agreement.state == Agreement::State::Unsaid)
            continue;
        if (random.bounded(3) > 0)
            agreement.on = QDate(1990, 1, 1).addDays(random.bounded(20000));
        agreement.by = text(random);
        agreement.note = text(random);
    }
    return decisions;
}

Server server(QRandomGenerator &random, const QString &name)
{
    Server server;
    server.name = name;
    server.note = text(random);
    server.os = text(random);
    server.service = text(random);
    server.web = text(random);
    server.storageNode = text(random);
    server.current = several<BytePath>(random, path);
    server.wanted = several<BytePath>(random, path);
    server.policy = text(random);
    server.archive = text(random);
    server.connection.kind = random.bounded(2) == 0 ? ServerConnection::Kind::Ssh : ServerConnection::Kind::LocalFolder;
    server.connection.host = text(random);
    server.connection.user = text(random);
    server.connection.port = random.bounded(65536);
    server.connection.root = text(random);
    if (random.bounded(3) > 0)
        server.decisions = decisions(random);
    return server;
}

namespace {

std::optional<int> figure(QRandomGenerator &random)
{
    const int drawn = random.bounded(-2, 400);
    return drawn == -2 ? std::nullopt : std::optional(drawn); // -1 is no limit
}

void addRules(ServerSnapshot &snapshot, QRandomGenerator &random)
{
    for (const BytePath &link : several<BytePath>(random, path))
        snapshot.realPaths.insert(link, path(random));
    if (random.bounded(2) == 0)
        snapshot.rules = several<IncludeExcludeRule>(random, [](QRandomGenerator &r) {
            return IncludeExcludeRule {r.bounded(2) == 0, static_cast<IncludeExcludeRule::Scope>(r.bounded(4)), path(r),
                                       text(r), text(r)};
        });
    if (random.bounded(2) == 0)
        snapshot.managementClasses = several<ManagementClass>(random, [](QRandomGenerator &r) {
            return ManagementClass {text(r),   r.bounded(2) == 0, text(r),   figure(r), figure(r),
                                    figure(r), figure(r),         figure(r), figure(r)};
        });
    snapshot.virtualMountPoints = several<BytePath>(random, path);
    snapshot.evidenceProblems = several<QString>(random, text);
}

} // namespace

ServerSnapshot snapshot(QRandomGenerator &random)
{
    ServerSnapshot snapshot;
    snapshot.takenAt = moment(random);
    snapshot.osRelease = text(random);
    snapshot.kernel = text(random);
    snapshot.uptimeSeconds = number(random);
    snapshot.clockOffsetSeconds = -number(random);
    snapshot.mounts = several<Mount>(random, [](QRandomGenerator &r) {
        const bool bind = r.bounded(2) == 0;
        return Mount {path(r),
                      text(r),
                      path(r),
                      number(r),
                      -1,
                      r.bounded(2) == 0,
                      bind ? path(r) : BytePath(),
                      bind ? path(r) : BytePath(),
                      r.bounded(2) == 0};
    });
    const QList<BytePath> tools = several<BytePath>(random, path);
    for (const BytePath &tool : tools)
        snapshot.tools.insert(QString::fromUtf8(tool), text(random));
    if (random.bounded(2) == 0)
        snapshot.fileSpaces = several<FileSpace>(random, [](QRandomGenerator &r) {
            return FileSpace {path(r), moment(r)};
        });
    if (random.bounded(2) == 0)
        snapshot.domain = several<BytePath>(random, path);
    snapshot.storageManagerProblem = text(random);
    const QList<BytePath> folders = several<BytePath>(random, path);
    for (const BytePath &folder : folders)
        snapshot.folders.insert(folder, static_cast<FolderPresence>(random.bounded(4)));
    addRules(snapshot, random);
    return snapshot;
}

ChangeRates changeRates(QRandomGenerator &random)
{
    const auto count = [&random] { return ChangeCount {random.bounded(1000), random.bounded(1000000)}; };
    ChangeRates rates {moment(random), {}};
    for (int i = random.bounded(4); i > 0; --i)
        rates.folders.append(
            {path(random), static_cast<ChangeRate::State>(random.bounded(7)), count(), count(), count(), count()});
    return rates;
}

BackupPreview preview(QRandomGenerator &random)
{
    BackupPreview preview {
        path(random),         moment(random),       static_cast<BackupPreview::State>(random.bounded(3)),
        random.bounded(1000), random.bounded(1000), {}};
    preview.firstExcluded = several<ExcludedObject>(random, [](QRandomGenerator &r) {
        return ExcludedObject {path(r), text(r), text(r)};
    });
    return preview;
}

Site site(QRandomGenerator &random, const QString &name)
{
    return {name,         text(random), text(random), text(random), text(random),
            text(random), text(random), path(random), path(random), path(random)};
}

SettingsSnapshot settings(QRandomGenerator &random)
{
    SettingsSnapshot snapshot;
    snapshot.readAt = moment(random);
    for (int count = random.bounded(5); count > 0; --count)
        snapshot.values.insert(QStringLiteral("backup_sche_%1").arg(count), text(random));
    if (random.bounded(3) != 0)
        snapshot.transactions = random.bounded(2) == 0;
    return snapshot;
}

ArchiveRecord archive(QRandomGenerator &random, const QString &id)
{
    ArchiveRecord record;
    record.run.id = id;
    record.run.request.site = text(random);
    record.run.request.rule = random.bounded(2) == 0 ? ArchiveRule::SinceLastRun : ArchiveRule::NewestPerCourse;
    record.run.request.notBefore = random.bounded(2) == 0 ? QDate(2008, 5, 19) : QDate();
    record.run.request.name = text(random);
    record.run.server = text(random);
    record.run.dataFolder = path(random);
    record.run.archiveFolder = path(random);
    record.run.startedAt = moment(random);
    record.run.startedBy = text(random);
    record.run.files = random.bounded(1000);
    record.run.bytes = number(random);
    record.status.state = static_cast<ArchiveState>(random.bounded(5));
    record.status.step = static_cast<ArchiveStep>(random.bounded(8));
    record.status.progress = {number(random), number(random), random.bounded(2) == 0, text(random)};
    record.status.secondsLeft = number(random) - 50;
    record.status.failure = text(random);
    record.status.sha256 = QByteArray(32, 'a');
    record.status.tarBytes = number(random);
    record.status.finishedAt = moment(random);
    record.status.log = text(random);
    record.asOf = moment(random);
    return record;
}

StorageRequest storageRequest(QRandomGenerator &random)
{
    StorageRequest request;
    request.createdAt = moment(random);
    request.createdBy = text(random);
    request.note = text(random);
    request.sentAt = moment(random);
    request.sentBy = text(random);
    request.way = static_cast<SendingWay>(random.bounded(3));
    for (int i = random.bounded(6); i > 0; --i) {
        RequestItem item;
        item.kind = static_cast<RequestItem::Kind>(random.bounded(5));
        item.server = text(random);
        item.storageNode = text(random);
        item.folder = path(random);
        item.text = text(random);
        if (random.bounded(2) == 0)
            item.backup = {1, NoLimit, random.bounded(1000), std::nullopt, 60};
        if (random.bounded(2) == 0)
            item.archive.keepYears = NoLimit;
        item.reason = text(random);
        item.evidence = random.bounded(2) == 0 ? Evidence::Observed : Evidence::Declared;
        item.state = static_cast<RequestItem::State>(random.bounded(3));
        item.observedAt = item.evidence == Evidence::Observed ? moment(random) : QDateTime();
        item.endedAt = item.state == RequestItem::State::Open ? QDateTime() : moment(random);
        item.endedWhy = text(random);
        request.items += item;
    }
    return request;
}

AuditEntry audit(QRandomGenerator &random)
{
    AuditEntry entry;
    entry.when = moment(random);
    entry.act = QStringLiteral("settings.set");
    entry.phase = QStringLiteral("before");
    entry.object = text(random);
    entry.oldValue = text(random);
    entry.newValue = text(random);
    entry.result = text(random);
    entry.detail = text(random);
    entry.before = random.bounded(10);
    return entry;
}

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
            note(store.saveSnapshot(name, snapshot(random)));
        if (i % 3 != 1)
            note(store.saveChangeRates(name, changeRates(random)));
        if (i % 3 != 2)
            note(store.saveBackupPreview(name, preview(random)));
        if (i % 4 == 2)
            note(store.saveFailure(name, {ErrorKind::HostKeyChanged, text(random)}, moment(random)));
        note(store.append(audit(random)));
        if (i % 2 == 1) {
            const QString before = QStringLiteral("moodle-%1.example").arg(i - 1);
            note(store.saveWeb(name, webAnswer(random)));
            note(store.savePair(databaseAnswer(random, before, name), databaseAnswer(random, name, before)));
        }
    }
    for (int i = 0; i < 2; ++i) {
        const QString name = QStringLiteral("Moodle %1").arg(i);
        note(store.replaceSite({}, site(random, name)));
        note(store.setAgreed(name, QStringLiteral("backup_sche_keep"), text(random)));
        note(store.saveSettings(name, settings(random)));
        note(store.saveArchiveRun(archive(random, QStringLiteral("2008112%1-moodle").arg(i))));
        note(store.addStorageRequest(storageRequest(random)));
    }
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
