// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/fakeoutside.h"

#include "tests/support/madeframe.h"

#include <QMutexLocker>

#include <algorithm>

namespace Nightkeep {

namespace {

class FakeForward final : public SocketForward
{
public:
    [[nodiscard]] QString localPath() const override { return QStringLiteral("/nowhere/socket"); }
};

class FakeHost final : public RemoteHost
{
public:
    FakeHost(Server server, std::shared_ptr<FakeRemoteHosts::Shared> shared)
        : m_server(std::move(server))
        , m_shared(std::move(shared))
    {
    }

    [[nodiscard]] Result<QByteArray> run(RemoteProgram program, const QByteArray &input, const CancelToken &cancel,
                                         const RemoteLimits &) override
    {
        FakeRemoteHosts::Answer answer;
        {
            const QMutexLocker lock(&m_shared->mutex);
            m_shared->calls.append({m_server.name, program});
            answer = m_shared->answer;
        }
        if (cancel.isCancelled())
            return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
        if (!answer)
            return fail(ErrorKind::Unreachable, QStringLiteral("%1 does not answer.").arg(m_server.name),
                        QStringLiteral("Look at the network."), QStringLiteral("connect: timed out"));
        return answer(m_server, program, input, cancel); // unlocked: an answer may wait
    }

    /// In pieces, as a connection gives it.
    [[nodiscard]] Result<void> runInto(RemoteProgram program, const QByteArray &input, const OutputSink &sink,
                                       const CancelToken &cancel, const RemoteLimits &limits) override
    {
        const Result<QByteArray> answer = run(program, input, cancel, limits);
        if (!answer)
            return fail(answer.error());
        for (qsizetype at = 0; at < answer->size(); at += 1000) {
            if (const Result<void> taken =
                    sink(QByteArrayView(*answer).sliced(at, std::min<qsizetype>(1000, answer->size() - at)));
                !taken)
                return taken;
        }
        return {};
    }

    [[nodiscard]] Result<std::unique_ptr<SocketForward>> forwardSocket(const QString &, const CancelToken &) override
    {
        return std::make_unique<FakeForward>();
    }

    [[nodiscard]] QList<ConnectionCheck> checkConnection(const CancelToken &) override
    {
        const QMutexLocker lock(&m_shared->mutex);
        return m_shared->checks;
    }

    [[nodiscard]] Result<OfferedHostKey> offeredHostKey(const CancelToken &) override
    {
        const QMutexLocker lock(&m_shared->mutex);
        return m_shared->offered;
    }

    [[nodiscard]] Result<void> trustHostKey(const OfferedHostKey &key, const CancelToken &) override
    {
        const QMutexLocker lock(&m_shared->mutex);
        if (!m_shared->offered || !(*m_shared->offered == key))
            return fail(ErrorKind::HostKeyChanged, QStringLiteral("The host now offers another key."));
        m_shared->trusted.append(key);
        return {};
    }

private:
    Server m_server;
    std::shared_ptr<FakeRemoteHosts::Shared> m_shared;
};

ConfigOutcome heldAgainst(const FakeMoodle &moodle, const ConfigChange &change)
{
    ConfigOutcome outcome;
    outcome.change = change;
    if (moodle.config.contains(change.name))
        outcome.found = moodle.config.value(change.name);
    if (outcome.found == change.wanted)
        outcome.kind = ConfigOutcome::Kind::Same;
    else if (outcome.found != change.seen)
        outcome.kind = ConfigOutcome::Kind::Conflict;
    else if (moodle.more.forced.contains(change.name))
        outcome.kind = ConfigOutcome::Kind::Forced;
    return outcome;
}

class FakeMoodleSite final : public MoodleSite
{
public:
    FakeMoodleSite(QString name, std::shared_ptr<FakeMoodleSites::Shared> shared)
        : m_name(std::move(name))
        , m_shared(std::move(shared))
    {
    }

    [[nodiscard]] Result<MoodleConfig> backupConfig() override
    {
        const QMutexLocker lock(&m_shared->mutex);
        const FakeMoodle &moodle = m_shared->moodles[m_name];
        MoodleConfig config = moodle.more;
        config.values = moodle.config;
        config.transactions = moodle.transactions;
        return config;
    }

    [[nodiscard]] Result<SiteRights> rights(const Site & /*site*/) override
    {
        const QMutexLocker lock(&m_shared->mutex);
        return m_shared->moodles[m_name].rights;
    }

    [[nodiscard]] Result<QList<ConfigOutcome>> compareAndSet(const QList<ConfigChange> &changes) override
    {
        const QMutexLocker lock(&m_shared->mutex);
        FakeMoodle &moodle = m_shared->moodles[m_name];
        if (const auto meanwhile = moodle.meanwhile)
            meanwhile(moodle);
        if (moodle.more.door == ConfigDoor::None)
            return fail(moodle.more.doorProblem.value_or(
                Error {ErrorKind::MissingTool, QStringLiteral("There is no door to this Moodle's settings.")}));
        QList<ConfigOutcome> outcomes;
        bool conflict = false;
        for (const ConfigChange &change : changes) {
            outcomes.append(heldAgainst(moodle, change));
            conflict = conflict || outcomes.last().kind == ConfigOutcome::Kind::Conflict
                || outcomes.last().kind == ConfigOutcome::Kind::Forced;
        }
        if (conflict)
            return outcomes;
        for (ConfigOutcome &outcome : outcomes) {
            if (outcome.kind == ConfigOutcome::Kind::Same)
                continue;
            moodle.config.insert(outcome.change.name, outcome.change.wanted);
            outcome.found = outcome.change.wanted;
            outcome.kind = ConfigOutcome::Kind::Written;
        }
        return outcomes;
    }

    [[nodiscard]] Result<bool> hasTransactions() override
    {
        const QMutexLocker lock(&m_shared->mutex);
        return m_shared->moodles[m_name].transactions;
    }

    [[nodiscard]] QStringList statementsFor(const QList<ConfigChange> &changes) const override
    {
        QStringList statements;
        for (const ConfigChange &change : changes)
            statements.append(QStringLiteral("UPDATE mdl_backup_config SET value='%1' WHERE name='%2' AND value='%3'")
                                  .arg(change.wanted, change.name, change.seen.value_or(QString())));
        return statements;
    }

    [[nodiscard]] Result<QList<Course>> courses() override
    {
        const QMutexLocker lock(&m_shared->mutex);
        const FakeMoodle &moodle = m_shared->moodles[m_name];
        if (moodle.coursesFailure)
            return fail(*moodle.coursesFailure);
        return moodle.courses;
    }

    [[nodiscard]] Result<MoodleVersion> version() override
    {
        const QMutexLocker lock(&m_shared->mutex);
        return m_shared->moodles[m_name].version;
    }

    [[nodiscard]] Result<MoodleFacts> facts() override
    {
        const QMutexLocker lock(&m_shared->mutex);
        return m_shared->moodles[m_name].facts;
    }

    [[nodiscard]] Result<MoodleCourses> courseStates(const MoodleFacts &) override
    {
        const QMutexLocker lock(&m_shared->mutex);
        const FakeMoodle &moodle = m_shared->moodles[m_name];
        if (moodle.coursesFailure)
            return fail(*moodle.coursesFailure);
        return moodle.states;
    }

    [[nodiscard]] Result<CourseLog> courseLog(const MoodleFacts &, qint64 course) override
    {
        const QMutexLocker lock(&m_shared->mutex);
        return m_shared->moodles[m_name].logs.value(course, CourseLog {course, {}, {}});
    }

private:
    QString m_name;
    std::shared_ptr<FakeMoodleSites::Shared> m_shared;
};

} // namespace

QByteArray framed(const QByteArray &program, const QList<FrameRecord> &records)
{
    return frameOf(program, records);
}

QByteArray soundProbe(const QDateTime &at)
{
    const QByteArray second = QByteArray::number(at.toSecsSinceEpoch());
    return framed("probe",
                  {{"OS", {"PRETTY_NAME=\"Debian\""}},
                   {"MOUNTS", {"/dev/sda1 / ext4 rw 0 0\n"}},
                   {"DSMC", {"absent"}},
                   {"CLOCK", {second, second, "+0000"}}});
}

FakeRemoteHosts::FakeRemoteHosts()
    : m_shared(std::make_shared<Shared>())
{
}

Result<std::unique_ptr<RemoteHost>> FakeRemoteHosts::open(const Server &server, Attendance)
{
    return std::make_unique<FakeHost>(server, m_shared);
}

void FakeRemoteHosts::setAnswer(Answer answer)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->answer = std::move(answer);
}

void FakeRemoteHosts::setChecks(const QList<ConnectionCheck> &checks)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->checks = checks;
}

void FakeRemoteHosts::setOfferedKey(const Result<OfferedHostKey> &key)
{
    const QMutexLocker lock(&m_shared->mutex);
    m_shared->offered = key;
}

QList<QPair<QString, RemoteProgram>> FakeRemoteHosts::calls() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->calls;
}

QList<OfferedHostKey> FakeRemoteHosts::trusted() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->trusted;
}

FakeMoodleSites::FakeMoodleSites()
    : m_shared(std::make_shared<Shared>())
{
}

Result<std::unique_ptr<MoodleSite>> FakeMoodleSites::open(const Site &site, const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    const QMutexLocker lock(&m_shared->mutex);
    ++m_shared->opened;
    const auto found = m_shared->moodles.constFind(site.name);
    if (found == m_shared->moodles.constEnd())
        return fail(ErrorKind::Unreachable, QStringLiteral("The database of %1 does not answer.").arg(site.name));
    if (found->failure)
        return fail(*found->failure);
    return std::make_unique<FakeMoodleSite>(site.name, m_shared);
}

void FakeMoodleSites::change(const QString &site, const std::function<void(FakeMoodle &)> &change)
{
    const QMutexLocker lock(&m_shared->mutex);
    change(m_shared->moodles[site]);
}

FakeMoodle FakeMoodleSites::moodle(const QString &site) const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->moodles.value(site);
}

Result<DestinationFacts> FakeMoodleSites::destination(const Site &site, const BytePath & /*folder*/,
                                                      const CancelToken &cancel)
{
    if (cancel.isCancelled())
        return fail(ErrorKind::Cancelled, QStringLiteral("Cancelled."));
    const QMutexLocker lock(&m_shared->mutex);
    const auto found = m_shared->moodles.constFind(site.name);
    if (found == m_shared->moodles.constEnd())
        return fail(ErrorKind::Unreachable, QStringLiteral("The server of %1 does not answer.").arg(site.name));
    return found->destination;
}

int FakeMoodleSites::opened() const
{
    const QMutexLocker lock(&m_shared->mutex);
    return m_shared->opened;
}

Result<QList<WikiTable>> FakeWikiPageReader::readFile(const QString &) const
{
    const QMutexLocker lock(&m_mutex);
    return m_tables;
}

Result<QList<WikiTable>> FakeWikiPageReader::read(const QByteArray &) const
{
    const QMutexLocker lock(&m_mutex);
    return m_tables;
}

void FakeWikiPageReader::setTables(const Result<QList<WikiTable>> &tables)
{
    const QMutexLocker lock(&m_mutex);
    m_tables = tables;
}

Result<QList<ArchiveMember>> FakeTarLister::list(const TarSkeleton &) const
{
    const QMutexLocker lock(&m_mutex);
    return m_members;
}

void FakeTarLister::setMembers(const Result<QList<ArchiveMember>> &members)
{
    const QMutexLocker lock(&m_mutex);
    m_members = members;
}

Result<WebAnswer> FakeWebProber::probe(const QUrl &address, std::chrono::milliseconds, const CancelToken &)
{
    const QMutexLocker lock(&m_mutex);
    m_asked.append(address.toString());
    WebAnswer refused;
    refused.finalAddress = address.toString();
    refused.outcome = WebAnswer::Outcome::Refused;
    return m_answers.value(address.toString(), refused);
}

void FakeWebProber::setAnswer(const QString &address, const Result<WebAnswer> &answer)
{
    const QMutexLocker lock(&m_mutex);
    m_answers.insert(address, answer);
}

QStringList FakeWebProber::asked() const
{
    const QMutexLocker lock(&m_mutex);
    return m_asked;
}

Result<DatabaseAccess> FakeDatabaseReader::accessFor(const Server &, const Server &, const DatabaseAccess &given) const
{
    const QMutexLocker lock(&m_mutex);
    return given == DatabaseAccess() ? m_access : given;
}

Result<DatabaseAnswer> FakeDatabaseReader::read(const Server &server, const DatabaseAccess &access, const CancelToken &)
{
    const QMutexLocker lock(&m_mutex);
    m_asked.append({server.name, access});
    return m_answers.value(server.name, fail(ErrorKind::Unreachable, QStringLiteral("%1 is away.").arg(server.name)));
}

void FakeDatabaseReader::setAccess(const Result<DatabaseAccess> &access)
{
    const QMutexLocker lock(&m_mutex);
    m_access = access;
}

void FakeDatabaseReader::setAnswer(const QString &server, const Result<DatabaseAnswer> &answer)
{
    const QMutexLocker lock(&m_mutex);
    m_answers.insert(server, answer);
}

QList<QPair<QString, DatabaseAccess>> FakeDatabaseReader::asked() const
{
    const QMutexLocker lock(&m_mutex);
    return m_asked;
}

Result<QString> FakeManifestSigner::sign(const QByteArray &manifest, const QString &keyFile, const CancelToken &)
{
    if (keyFile.isEmpty())
        return fail(ErrorKind::NotFound, QStringLiteral("There is no such key."));
    return keyFile + u' ' + QString::number(qHash(manifest, 7));
}

Result<ManifestSignature> FakeManifestSigner::check(const QByteArray &manifest, const ManifestSignature &known,
                                                    const QList<AllowedSigner> &signers, const CancelToken &)
{
    ManifestSignature checked = known;
    checked.verdict = known.signature.isEmpty() ? SignatureVerdict::NotSigned : SignatureVerdict::Bad;
    const QString key = known.signature.section(u' ', 0, 0);
    if (known.signature != key + u' ' + QString::number(qHash(manifest, 7)))
        return checked;
    checked.verdict = SignatureVerdict::UnknownSigner;
    for (const AllowedSigner &signer : signers) {
        if (signer.publicKey != key)
            continue;
        checked.verdict = SignatureVerdict::Good;
        checked.signer = signer.name;
    }
    return checked;
}

} // namespace Nightkeep
