// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/moodlesitesadapter.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/faultystores.h"
#include "tests/support/fixedpasswords.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTest>

#include <atomic>
#include <tuple>

using namespace Nightkeep;

namespace {

/// A server whose forwarded socket is the private database's own; counts what is still open.
class ForwardingHosts final : public RemoteHosts
{
public:
    struct Seen
    {
        std::atomic_int hosts {0};
        std::atomic_int forwards {0};
        QString remotePath;
        std::optional<Error> failure;
        std::optional<Error> trouble; ///< of the forwarding
        Attendance attendance = Attendance::Background;
        QByteArray input; ///< of the one program that is run
        std::optional<QByteArray> answer; ///< of that
    };

    explicit ForwardingHosts(const QString &localPath)
        : m_localPath(localPath)
    {
    }

    [[nodiscard]] Result<std::unique_ptr<RemoteHost>> open(const Server &, Attendance attendance) override
    {
        seen->attendance = attendance;
        return std::make_unique<Host>(seen, m_localPath);
    }

    std::shared_ptr<Seen> seen = std::make_shared<Seen>();

private:
    class Forward final : public SocketForward
    {
    public:
        Forward(std::shared_ptr<Seen> by, QString path)
            : m_seen(std::move(by))
            , m_path(std::move(path))
        {
            ++m_seen->forwards;
        }
        ~Forward() override { --m_seen->forwards; }
        [[nodiscard]] QString localPath() const override { return m_path; }
        [[nodiscard]] std::optional<Error> trouble(const CancelToken &) override { return m_seen->trouble; }

    private:
        std::shared_ptr<Seen> m_seen;
        QString m_path;
    };

    class Host final : public RemoteHost
    {
    public:
        Host(std::shared_ptr<Seen> by, QString path)
            : m_seen(std::move(by))
            , m_path(std::move(path))
        {
            ++m_seen->hosts;
        }
        ~Host() override { --m_seen->hosts; }
        [[nodiscard]] Result<std::unique_ptr<SocketForward>> forwardSocket(const QString &remotePath,
                                                                           const CancelToken &) override
        {
            m_seen->remotePath = remotePath;
            if (m_seen->failure)
                return fail(*m_seen->failure);
            return std::make_unique<Forward>(m_seen, m_path);
        }
        [[nodiscard]] Result<QByteArray> run(RemoteProgram program, const QByteArray &input, const CancelToken &,
                                             const RemoteLimits &) override
        {
            m_seen->input = input;
            if ((program == RemoteProgram::Destination || program == RemoteProgram::MoodleSettings) && m_seen->answer)
                return *m_seen->answer;
            return fail(ErrorKind::Internal, QStringLiteral("No program is run for a database."));
        }
        [[nodiscard]] Result<void> runInto(RemoteProgram, const QByteArray &, const OutputSink &, const CancelToken &,
                                           const RemoteLimits &) override
        {
            return fail(ErrorKind::Internal, QStringLiteral("No program is run for a database."));
        }
        [[nodiscard]] QList<ConnectionCheck> checkConnection(const CancelToken &) override { return {}; }
        [[nodiscard]] Result<OfferedHostKey> offeredHostKey(const CancelToken &) override
        {
            return fail(ErrorKind::NotFound, {});
        }
        [[nodiscard]] Result<void> trustHostKey(const OfferedHostKey &, const CancelToken &) override { return {}; }

    private:
        std::shared_ptr<Seen> m_seen;
        QString m_path;
    };

    QString m_localPath;
};

} // namespace

class TstMoodleSitesAdapter : public QObject
{
    Q_OBJECT

private:
    MoodleTables m_tables;
    FaultyServerStore m_servers;
    QTemporaryDir m_root;
    Site m_site;
    Site m_demo;

private slots:
    void initTestCase()
    {
        const Result<void> started = m_tables.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
        QVERIFY(m_tables.reset(QStringLiteral("MyISAM")));
        QVERIFY(m_tables.reset(QStringLiteral("SQLite")));
        Server real;
        real.name = QStringLiteral("moodledb-a.example.org");
        Server folder;
        folder.name = QStringLiteral("demo.example.org");
        folder.connection.kind = ServerConnection::Kind::LocalFolder;
        folder.connection.root = m_root.path();
        QVERIFY(m_servers.replaceServer({}, real));
        QVERIFY(m_servers.replaceServer({}, folder));
        QVERIFY(QFile::copy(m_tables.address(QStringLiteral("SQLite")).location,
                            m_root.filePath(QStringLiteral("moodle.sqlite"))));

        m_site.name = QStringLiteral("moodle");
        m_site.databaseServer = QStringLiteral("MOODLEDB-A.example.org");
        m_site.databaseSocket = QStringLiteral("/var/run/mysqld/mysqld.sock");
        m_site.databaseName = MoodleTables::databaseName(QStringLiteral("MyISAM"));
        m_site.databaseUser = QStringLiteral("workspace");
        m_demo = m_site;
        m_demo.databaseServer = folder.name;
        m_demo.databaseName = QStringLiteral("moodle.sqlite");
    }

    void goesThroughTheTunnel()
    {
        ForwardingHosts hosts(m_tables.server().socketPath());
        FixedPasswords passwords(m_tables.address(QStringLiteral("MyISAM")).password);
        MoodleSitesAdapter adapter(hosts, m_servers, passwords);
        {
            const Result<std::unique_ptr<MoodleSite>> moodle = adapter.open(m_site, {});
            QVERIFY2(moodle, moodle ? "" : qPrintable(moodle.error().detail));
            QCOMPARE(passwords.asked, QStringList {QStringLiteral("moodle")});
            // Of the row that was opened, whatever becomes of it meanwhile.
            QCOMPARE(passwords.destinations,
                     QStringList {QStringLiteral("moodledb-a.example.org /var/run/mysqld/mysqld.sock")});
            QCOMPARE(hosts.seen->remotePath, m_site.databaseSocket);
            QCOMPARE(hosts.seen->attendance, Attendance::Attended);
            QCOMPARE(hosts.seen->forwards, 1); // kept while the site is used
            QCOMPARE(hosts.seen->hosts, 1);
            const Result<MoodleConfig> config = (*moodle)->backupConfig();
            QVERIFY(config);
            QCOMPARE(config->values, MoodleTables::initialConfig());
        }
        QCOMPARE(hosts.seen->forwards, 0); // and gone with it
        QCOMPARE(hosts.seen->hosts, 0);
    }

    void opensPostgres()
    {
        const QString storage = QStringLiteral("PostgreSQL");
        const Result<void> made = m_tables.reset(storage);
        QVERIFY2(made, made ? "" : qPrintable(made.error().message + made.error().detail));
        ForwardingHosts hosts(m_tables.postgres().socketPath());
        FixedPasswords passwords(m_tables.address(storage).password);
        MoodleSitesAdapter adapter(hosts, m_servers, passwords);
        Site site = m_site;
        site.databaseKind = DatabaseKind::PostgreSql;
        site.databaseSocket = QStringLiteral("127.0.0.1:5432");
        site.databaseName = MoodleTables::databaseName(storage);
        {
            const Result<std::unique_ptr<MoodleSite>> moodle = adapter.open(site, {});
            QVERIFY2(moodle, moodle ? "" : qPrintable(moodle.error().message + moodle.error().detail));
            QCOMPARE(hosts.seen->remotePath, site.databaseSocket);
            QCOMPARE((*moodle)->courses()->size(), 3);
        }
        QCOMPARE(hosts.seen->forwards, 0);
        site.databaseSocket.clear();
        const Result<std::unique_ptr<MoodleSite>> without = adapter.open(site, {});
        QVERIFY(!without);
        QCOMPARE(without.error().kind, ErrorKind::BadInput);
        QVERIFY2(without.error().advice.contains(QLatin1String(".s.PGSQL.5432")), qPrintable(without.error().advice));
    }

    void opensTheDemosFile()
    {
        ForwardingHosts hosts({});
        FixedPasswords passwords;
        MoodleSitesAdapter adapter(hosts, m_servers, passwords);
        const Result<std::unique_ptr<MoodleSite>> moodle = adapter.open(m_demo, {});
        QVERIFY2(moodle, moodle ? "" : qPrintable(moodle.error().message));
        const Result<QList<ConfigOutcome>> outcomes =
            (*moodle)->compareAndSet({{QStringLiteral("backup_sche_keep"), QStringLiteral("1"), QStringLiteral("2")}});
        QVERIFY(outcomes);
        QCOMPARE(outcomes->first().kind, ConfigOutcome::Kind::Written);
        QCOMPARE((*moodle)->courses()->size(), 3);
        QVERIFY(passwords.asked.isEmpty()); // a file has no password
        QCOMPARE(hosts.seen->hosts, 0);
    }

    void staysInsideTheDemosFolder()
    {
        ForwardingHosts hosts({});
        FixedPasswords passwords;
        MoodleSitesAdapter adapter(hosts, m_servers, passwords);
        Site outside = m_demo;
        outside.databaseName = QStringLiteral("../moodle.sqlite");
        QCOMPARE(adapter.open(outside, {}).error().kind, ErrorKind::BadInput);
        outside.databaseName = QStringLiteral("none.sqlite");
        QCOMPARE(adapter.open(outside, {}).error().kind, ErrorKind::NotFound);
    }

    void looksAtADestination_data()
    {
        QTest::addColumn<QByteArrayList>("fields");
        QTest::addColumn<bool>("isSound");
        QTest::addColumn<qint64>("freeBytes");
        const auto row = [](const char *name, const QByteArrayList &fields, bool isSound, qint64 freeBytes) {
            QTest::newRow(name) << fields << isSound << freeBytes;
        };
        row("all", {"yes", "no", "ext4", "/data", "10", "20", "yes", "www-data"}, true, 10240);
        row("nothing known", {"yes", "", "", "", "-1", "-1", "", "www-data"}, true, -1);
        row("more than there is", {"yes", "no", "x", "/", "9223372036854775807", "1", "no", "a"}, true, -1);
        row("no number", {"yes", "no", "x", "/", "much", "1", "no", "a"}, false, 0);
        row("a field less", {"yes", "no", "x", "/", "1", "1", "no"}, false, 0);
        row("nobody sees it", {"", "", "", "", "-1", "-1", "", "www-data"}, false, 0); // not: it is not there
    }

    void looksAtADestination()
    {
        QFETCH(QByteArrayList, fields);
        QFETCH(bool, isSound);
        QFETCH(qint64, freeBytes);
        ForwardingHosts hosts({});
        FixedPasswords passwords;
        MoodleSitesAdapter adapter(hosts, m_servers, passwords);
        Site site = m_site;
        site.dataServer = QStringLiteral("moodledb-a.example.org");
        site.webUser = QStringLiteral("www-data");
        site.codeFolder = "/srv/moodle";
        QByteArrayList frame {"NIGHTKEEP/1", "destination", "R", "destination", QByteArray::number(fields.size())};
        frame << fields;
        const QByteArray count = QByteArray::number(frame.size());
        frame << "END" << count;
        hosts.seen->answer = inputFields(frame);
        const Result<DestinationFacts> facts = adapter.destination(site, "/data/b", {});
        QCOMPARE(hosts.seen->input, inputFields({"/data/b", "www-data", "/srv/moodle"}));
        QCOMPARE(facts.has_value(), isSound);
        if (isSound) {
            QVERIFY(facts->exists);
            QCOMPARE(facts->freeBytes, freeBytes);
            QCOMPARE(facts->isWritable.has_value(), !fields.at(1).isEmpty());
            QCOMPARE(facts->isBelowWeb.has_value(), !fields.at(6).isEmpty());
        }
        QCOMPARE(adapter.destination(site, "data", {}).error().kind, ErrorKind::BadInput);
        site.dataServer = QStringLiteral("nowhere");
        QCOMPARE(adapter.destination(site, "/data/b", {}).error().kind, ErrorKind::NotFound);
    }

    void aDoorThatSaysNothingOfMoodleIsNone()
    {
        ForwardingHosts hosts({});
        hosts.seen->answer = inputFields({"NIGHTKEEP/1", "moodle-settings", "R", "finished", "0", "END", "5"});
        Site site = m_site;
        site.codeFolder = "/srv/moodle";
        MoodleDoor door(site, [&hosts] { return hosts.open(Server(), Attendance::Attended); });
        const Result<MoodleDoor::Reading> reading = door.read({});
        QVERIFY(!reading);
        QCOMPARE(reading.error().kind, ErrorKind::Damaged);
        // Whether it has written is not known then, and looking back tells nothing.
        const Result<QList<ConfigOutcome>> outcomes =
            door.compareAndSet({{QStringLiteral("backup_auto_hour"), std::nullopt, QStringLiteral("3")}}, {});
        QVERIFY(outcomes);
        QCOMPARE(outcomes->constFirst().kind, ConfigOutcome::Kind::Unknown);
    }

    void runsNothingThatLiesInAFolderOfThisMachine()
    {
        const QString storage = QStringLiteral("SQLite");
        QVERIFY(m_tables.makeEmpty(storage, MoodleEdition::Later));
        QVERIFY(QFile::copy(m_tables.address(storage).location, m_root.filePath(QStringLiteral("later.sqlite"))));
        ForwardingHosts hosts({});
        FixedPasswords passwords;
        MoodleSitesAdapter adapter(hosts, m_servers, passwords);
        Site site = m_demo;
        site.databaseName = QStringLiteral("later.sqlite");
        site.dataServer = m_demo.databaseServer;
        site.codeFolder = "/moodle";
        const Result<std::unique_ptr<MoodleSite>> moodle = adapter.open(site, {});
        QVERIFY2(moodle, moodle ? "" : qPrintable(moodle.error().message));
        const Result<MoodleConfig> config = (*moodle)->backupConfig();
        QVERIFY(config);
        QCOMPARE(config->door, ConfigDoor::None);
        QVERIFY(config->doorProblem && config->doorProblem->kind == ErrorKind::PermissionDenied);
        QVERIFY(hosts.seen->input.isNull());
    }

    void asksTheForwardingWhyNothingAnswers()
    {
        ForwardingHosts hosts(m_root.filePath(QStringLiteral("no-socket")));
        FixedPasswords passwords;
        MoodleSitesAdapter adapter(hosts, m_servers, passwords);
        QCOMPARE(adapter.open(m_site, {}).error().kind, ErrorKind::Unreachable);
        hosts.seen->trouble =
            Error {ErrorKind::PermissionDenied, QStringLiteral("It forbids that."), {}, QStringLiteral("x")};
        const Result<std::unique_ptr<MoodleSite>> refused = adapter.open(m_site, {});
        QCOMPARE(refused.error().message, QStringLiteral("It forbids that."));
        QVERIFY(refused.error().detail.startsWith(QLatin1String("x\n"))); // and the database's own words
        QVERIFY(refused.error().detail.contains(QLatin1String("2002")));
    }

    void passesTroubleOn()
    {
        ForwardingHosts hosts(m_tables.server().socketPath());
        Result<QString> password = QStringLiteral("wrong");
        FixedPasswords passwords(FixedPasswords::Answer([&password](const Account &) { return password; }));
        MoodleSitesAdapter adapter(hosts, m_servers, passwords);
        QCOMPARE(adapter.open(m_site, {}).error().kind, ErrorKind::AuthenticationFailed);
        QCOMPARE(hosts.seen->forwards, 0);

        password = fail(ErrorKind::PermissionDenied, QStringLiteral("The keychain refused to open."));
        QCOMPARE(adapter.open(m_site, {}).error().kind, ErrorKind::PermissionDenied);

        hosts.seen->failure = Error {ErrorKind::HostKeyChanged, QStringLiteral("Another key.")};
        password = QString();
        QCOMPARE(adapter.open(m_site, {}).error().kind, ErrorKind::HostKeyChanged);

        CancelToken cancel;
        cancel.cancel();
        QCOMPARE(adapter.open(m_site, cancel).error().kind, ErrorKind::Cancelled);

        Site other = m_site;
        other.databaseServer = QStringLiteral("nowhere");
        const Result<std::unique_ptr<MoodleSite>> unknown = adapter.open(other, {});
        QCOMPARE(unknown.error().kind, ErrorKind::NotFound);
        QVERIFY(unknown.error().message.contains(QLatin1String("nowhere")));
        other = m_site;
        other.databaseSocket.clear();
        QCOMPARE(adapter.open(other, {}).error().kind, ErrorKind::BadInput);
    }
};

NIGHTKEEP_TEST(TstMoodleSitesAdapter, integration, Core)
#include "tst_moodlesitesadapter.moc"
