// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/archives/archiverun.h"
#include "models/catalogue/manifestsigner.h"
#include "models/courses/moodlesite.h"
#include "models/matrix/wikipage.h"
#include "models/reachability/databasereader.h"
#include "models/reachability/webprober.h"
#include "models/servers/remotehost.h"

#include <QMutex>
#include <QPair>

#include <functional>
#include <memory>

namespace Nightkeep {

/// A whole answer of a remote program, framed as models/base/frame.h says.
[[nodiscard]] QByteArray framed(const QByteArray &program, const QList<FrameRecord> &records);

/// What a server without a storage manager answers to a probe, by a clock that is right.
[[nodiscard]] QByteArray soundProbe(const QDateTime &at);

/// Servers that answer what a test says. Without an answer a server is Unreachable. Thread-safe.
class FakeRemoteHosts final : public RemoteHosts
{
public:
    using Answer = std::function<Result<QByteArray>(const Server &server, RemoteProgram program,
                                                    const QByteArray &input, const CancelToken &cancel)>;

    FakeRemoteHosts();
    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> open(const Server &server, Attendance attendance) override;

    void setAnswer(Answer answer);
    void setChecks(const QList<ConnectionCheck> &checks);
    void setOfferedKey(const Result<OfferedHostKey> &key);
    [[nodiscard]] QList<QPair<QString, RemoteProgram>> calls() const; ///< in order
    [[nodiscard]] QList<OfferedHostKey> trusted() const;

    /// What the hosts of this collection share; they may outlive a call of open().
    struct Shared
    {
        QMutex mutex;
        Answer answer;
        QList<ConnectionCheck> checks;
        Result<OfferedHostKey> offered = fail(ErrorKind::NotFound, QStringLiteral("The key is trusted already."));
        QList<QPair<QString, RemoteProgram>> calls;
        QList<OfferedHostKey> trusted;
    };

private:
    std::shared_ptr<Shared> m_shared;
};

/// One Moodle database in memory.
struct FakeMoodle
{
    QHash<QString, QString> config;
    bool transactions = false; ///< as MyISAM
    MoodleVersion version = {};
    MoodleConfig more = {}; ///< what backupConfig() tells beside those two; a forced name is not written
    Result<SiteRights> rights = SiteRights(); ///< of the account
    Result<DestinationFacts> destination = DestinationFacts(); ///< of whatever folder
    QList<Course> courses;
    std::optional<Error> failure; ///< of opening
    std::optional<Error> coursesFailure = {}; ///< of courses() and courseStates() alone
    MoodleFacts facts = {};
    MoodleCourses states = {};
    QHash<qint64, CourseLog> logs = {};
    /// Called before a write, unlocked: what somebody else does in the meantime.
    std::function<void(FakeMoodle &)> meanwhile;
};

/// Moodle databases in memory, by the site's name. Thread-safe.
class FakeMoodleSites final : public MoodleSites
{
public:
    FakeMoodleSites();
    [[nodiscard]] Result<std::unique_ptr<MoodleSite>> open(const Site &site, const CancelToken &cancel) override;
    [[nodiscard]] Result<DestinationFacts> destination(const Site &site, const BytePath &folder,
                                                       const CancelToken &cancel) override;

    void change(const QString &site, const std::function<void(FakeMoodle &)> &change); ///< made where missing
    [[nodiscard]] FakeMoodle moodle(const QString &site) const;
    [[nodiscard]] int opened() const;

    struct Shared
    {
        QMutex mutex;
        QHash<QString, FakeMoodle> moodles;
        int opened = 0;
    };

private:
    std::shared_ptr<Shared> m_shared;
};

/// Gives the tables that a test put in, whatever the file.
class FakeWikiPageReader final : public WikiPageReader
{
public:
    [[nodiscard]] Result<QList<WikiTable>> readFile(const QString &fileName) const override;
    [[nodiscard]] Result<QList<WikiTable>> read(const QByteArray &page) const override;

    void setTables(const Result<QList<WikiTable>> &tables);

private:
    mutable QMutex m_mutex;
    Result<QList<WikiTable>> m_tables = fail(ErrorKind::NotFound, QStringLiteral("There is no page."));
};

/// Web addresses that answer what a test says; without an answer nothing listens. Thread-safe.
class FakeWebProber final : public WebProber
{
public:
    [[nodiscard]] Result<WebAnswer> probe(const QUrl &address, std::chrono::milliseconds limit,
                                          const CancelToken &cancel) override;

    void setAnswer(const QString &address, const Result<WebAnswer> &answer);
    [[nodiscard]] QStringList asked() const; ///< in order

private:
    mutable QMutex m_mutex;
    QHash<QString, Result<WebAnswer>> m_answers;
    QStringList m_asked;
};

/// Database servers that answer what a test says, by the server's name. Thread-safe.
class FakeDatabaseReader final : public DatabaseReader
{
public:
    [[nodiscard]] Result<DatabaseAccess> accessFor(const Server &one, const Server &other,
                                                   const DatabaseAccess &given) const override;
    [[nodiscard]] Result<DatabaseAnswer> read(const Server &server, const DatabaseAccess &access,
                                              const CancelToken &cancel) override;

    void setAccess(const Result<DatabaseAccess> &access);
    void setAnswer(const QString &server, const Result<DatabaseAnswer> &answer);
    [[nodiscard]] QList<QPair<QString, DatabaseAccess>> asked() const; ///< in order

private:
    mutable QMutex m_mutex;
    Result<DatabaseAccess> m_access =
        DatabaseAccess {QStringLiteral("/var/run/mysqld/mysqld.sock"), QStringLiteral("reader"), {}};
    QHash<QString, Result<DatabaseAnswer>> m_answers;
    QList<QPair<QString, DatabaseAccess>> m_asked;
};

/// Signs by the manifest's own bytes: what is changed, or signed by a key that is not allowed, is told.
class FakeManifestSigner final : public ManifestSigner
{
public:
    [[nodiscard]] Result<QString> sign(const QByteArray &manifest, const QString &keyFile,
                                       const CancelToken &cancel) override;
    [[nodiscard]] Result<ManifestSignature> check(const QByteArray &manifest, const ManifestSignature &known,
                                                  const QList<AllowedSigner> &signers,
                                                  const CancelToken &cancel) override;
};

class FakeTarLister final : public TarLister
{
public:
    [[nodiscard]] Result<QList<ArchiveMember>> list(const TarSkeleton &tar) const override;

    void setMembers(const Result<QList<ArchiveMember>> &members);

private:
    mutable QMutex m_mutex;
    Result<QList<ArchiveMember>> m_members = QList<ArchiveMember>();
};

} // namespace Nightkeep
