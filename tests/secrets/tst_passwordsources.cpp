// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/passwordsources.h"
#include "models/servers/remotehost.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QHash>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <future>
#include <unistd.h>

using namespace Nightkeep;

namespace {

/// Gives one answer after the other, then closes the question.
class Answers final : public Prompter
{
public:
    explicit Answers(QStringList answers)
        : m_answers(std::move(answers))
    {
    }
    std::optional<QString> ask(const Prompt &prompt, const CancelToken &) override
    {
        const std::scoped_lock lock(m_mutex);
        prompts.append(prompt);
        return m_answers.isEmpty() ? std::nullopt : std::optional(m_answers.takeFirst());
    }
    QList<Prompt> prompts;

private:
    std::mutex m_mutex;
    QStringList m_answers;
};

/// What the desktop would keep.
class FakeKeychain final : public SecretStore
{
public:
    explicit FakeKeychain(QHash<QString, QString> &kept)
        : m_kept(kept)
    {
    }
    Result<Secret> read(const QString &key) override
    {
        return m_kept.contains(key) ? Secret {m_kept.value(key), {}} : Secret {std::nullopt, QStringLiteral("None.")};
    }
    Result<void> write(const QString &key, const QString &text) override
    {
        m_kept.insert(key, text);
        return {};
    }
    Result<void> remove(const QString &key) override
    {
        m_kept.remove(key);
        return {};
    }

private:
    QHash<QString, QString> &m_kept;
};

/// An account with one right password, "" for none.
class Door
{
public:
    explicit Door(QString right)
        : m_right(std::move(right))
    {
    }
    [[nodiscard]] Result<void> operator()(const QString &password)
    {
        tried.append(password);
        if (password == m_right)
            return {};
        return fail(ErrorKind::AuthenticationFailed, QStringLiteral("Refused."));
    }
    QStringList tried;

private:
    QString m_right;
};

Account site(const QString &name = QStringLiteral("moodle"), const QString &user = QStringLiteral("look"))
{
    return {Account::Of::Site, name, user, QStringLiteral("moodledb-a")};
}

Account workspace()
{
    return {Account::Of::Workspace, QStringLiteral("mysql://team@db/team"), QStringLiteral("team"),
            QStringLiteral("db")};
}

QByteArray all(const Result<void> &result)
{
    return result ? QByteArray("opened")
                  : (result.error().message + u'\n' + result.error().advice + u'\n' + result.error().detail).toUtf8();
}

} // namespace

/// Which password is tried for whom, in a session without a keychain.
class TstPasswordSources : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_home;

    [[nodiscard]] QString file(const QString &name, const QByteArray &bytes) const
    {
        const QString path = m_home.filePath(name);
        QFile::remove(path);
        QFile file(path);
        const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size()
            && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        return written ? path : QString();
    }

private slots:
    void initTestCase()
    {
        for (const char *variable : {"HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"})
            qputenv(variable, m_home.path().toLocal8Bit());
        qputenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + m_home.filePath(QStringLiteral("no-bus")).toLocal8Bit());
        for (const char *variable : {"DISPLAY", "KDE_FULL_SESSION", "DESKTOP_SESSION", "XDG_CURRENT_DESKTOP"})
            qunsetenv(variable);
    }

    void forWhomItIs_data()
    {
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QString>("forMoodle"); // empty: none is known
        QTest::addColumn<QString>("forOther");
        QTest::addColumn<QString>("forWorkspace");
        const QString a = file(QStringLiteral("a"), "A\n");
        const QString b = file(QStringLiteral("b=c"), "B\n");
        const auto row = [](const char *name, const QStringList &files, const char *moodle, const char *other,
                            const char *workspace) {
            QTest::newRow(name) << files << QString::fromLatin1(moodle) << QString::fromLatin1(other)
                                << QString::fromLatin1(workspace);
        };
        row("nothing given", {}, "", "", "");
        row("for all", {a}, "A", "A", "A");
        row("for one site", {QStringLiteral("moodle=") + a}, "A", "", "");
        row("for the workspace", {QStringLiteral("workspace=") + a}, "", "", "A");
        row("one each", {QStringLiteral("workspace=") + a, QStringLiteral("moodle=") + b}, "B", "", "A");
        row("its own comes before that for all", {QStringLiteral("moodle=") + b, a}, "B", "A", "A");
        row("in the other order too", {a, QStringLiteral("moodle=") + b}, "B", "A", "A");
        row("an equals sign in a path", {b}, "B", "B", "B");
    }
    void forWhomItIs()
    {
        QFETCH(QStringList, files);
        QFETCH(QString, forMoodle);
        QFETCH(QString, forOther);
        QFETCH(QString, forWorkspace);
        PasswordSources sources({{}, files, {}}, nullptr);
        QVERIFY2(sources.given(), all(sources.given()).constData());
        const QList<QPair<Account, QString>> expected {
            {site(), forMoodle}, {site(QStringLiteral("other")), forOther}, {workspace(), forWorkspace}};
        for (const auto &[account, password] : expected) {
            Door door(password);
            QVERIFY(sources.open(account, std::ref(door), {}));
            QCOMPARE(door.tried, QStringList {password});
        }
    }

    void anOptionFileIsForItsOwnUser()
    {
        const QString options = file(QStringLiteral("my.cnf"), "[client]\nuser=look\npassword=A\n");
        PasswordSources sources({{}, {}, {options}}, nullptr);
        Door door(QStringLiteral("A"));
        QVERIFY(sources.open(site(), std::ref(door), {}));
        const Result<void> other =
            sources.open(site(QStringLiteral("moodle"), QStringLiteral("root")), std::ref(door), {});
        QCOMPARE(door.tried, QStringList({QStringLiteral("A"), QString()}));
        QVERIFY(!other);
        QVERIFY2(all(other).contains("look"), all(other).constData());
        QVERIFY2(all(other).contains("no keychain"), all(other).constData()); // it was asked all the same
    }

    void whatIsForAllIsNotForcedOnAnybody()
    {
        const QString general = file(QStringLiteral("a"), "A\n");
        const QString options = file(QStringLiteral("my.cnf"), "[client]\npassword=A\n");
        for (const PasswordPlaces &places : {PasswordPlaces {{}, {general}, {}}, PasswordPlaces {{}, {}, {options}}}) {
            Answers person({});
            PasswordSources sources(places, &person);
            Door open({}); // an account without a password
            QVERIFY(sources.open(site(), std::ref(open), {}));
            QCOMPARE(open.tried, QStringList({QStringLiteral("A"), QString()}));
            QVERIFY(person.prompts.isEmpty());
        }
        // What is for that one alone is meant.
        PasswordSources own({{}, {QStringLiteral("moodle=") + general}, {}}, nullptr);
        Door open({});
        QVERIFY(!own.open(site(), std::ref(open), {}));
        QCOMPARE(open.tried, QStringList {QStringLiteral("A")});
    }

    void anAnswerIsForOneAccount_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("server");
        const QString moodle = QStringLiteral("moodle");
        const QString look = QStringLiteral("look");
        const QString server = QStringLiteral("moodledb-a");
        QTest::newRow("another site") << QStringLiteral("other") << look << server;
        QTest::newRow("another user") << moodle << QStringLiteral("root") << server;
        QTest::newRow("a site of that name on another server") << moodle << look << QStringLiteral("moodledb-b");
    }
    void anAnswerIsForOneAccount()
    {
        QFETCH(QString, name);
        QFETCH(QString, user);
        QFETCH(QString, server);
        Answers person({QStringLiteral("right"), QStringLiteral("other")});
        PasswordSources sources({}, &person);
        Door door(QStringLiteral("right"));
        QVERIFY(sources.open(site(), std::ref(door), {}));
        Door another(QStringLiteral("other"));
        QVERIFY(sources.open({Account::Of::Site, name, user, server}, std::ref(another), {}));
        QCOMPARE(another.tried, QStringList({QString(), QStringLiteral("other")}));
        QVERIFY(sources.open(site(), std::ref(door), {})); // and the first is still known
        QCOMPARE(person.prompts.size(), 2);
    }

    /// The attack: a workspace names a site as that of another one, and is given that one's password by the keychain.
    void theKeychainTellsAccountsApart()
    {
        const Account own {Account::Of::Site,
                           QStringLiteral("moodle"),
                           QStringLiteral("look"),
                           QStringLiteral("moodledb-a"),
                           QStringLiteral("db-a:22 /run/mysqld/mysqld.sock"),
                           QStringLiteral("/home/me/own.nightkeep")};
        QList<Account> others(7, own);
        others[0].workspace = QStringLiteral("mysql://me@elsewhere/team");
        others[1].server = QStringLiteral("moodledb-b");
        others[2].user = QStringLiteral("root");
        others[3].of = Account::Of::Workspace;
        // Nor by names that run into each other.
        others[4].server = own.server + u'/' + own.user;
        others[4].user.clear();
        others[5].of = Account::Of::Workspace;
        others[5].name = keychainKey(own);
        others[6].destination = QStringLiteral("db-a:22 /tmp/theirs"); // somebody changed where it leads
        for (const Account &other : std::as_const(others))
            QVERIFY2(keychainKey(other) != keychainKey(own), qPrintable(keychainKey(other)));
        Account sameSpelt = own;
        sameSpelt.server = QStringLiteral("MoodleDB-A"); // as a site may spell its server
        QCOMPARE(keychainKey(sameSpelt), keychainKey(own));
        // A site's name leads to no key of today: by what it was once kept under, another workspace could ask for it.
        QVERIFY(!keychainKey(own).startsWith(QStringLiteral("database/")));
    }

    /// The attack: a workspace that names a site as another's is the first to be opened by a newer Nightkeep, and gets
    /// what an earlier one had kept by the site's name alone.
    void whatWasKeptByANameAloneIsGivenToNobody()
    {
        QHash<QString, QString> kept {{QStringLiteral("database/moodle"), QStringLiteral("canary-77b0")}};
        PasswordSources sources({}, nullptr, std::make_unique<FakeKeychain>(kept));
        Door door(QStringLiteral("canary-77b0"));
        const Result<void> refused = sources.open(site(), std::ref(door), {});
        QVERIFY(!refused);
        QCOMPARE(door.tried, QStringList {QString()});
        QVERIFY2(all(refused).contains("sites password moodle"), all(refused).constData());
        QVERIFY(!all(refused).contains("canary-77b0"));
        QVERIFY(sources.keep(site(), QStringLiteral("canary-77b0")));
        QVERIFY(sources.open(site(), std::ref(door), {}));
        QVERIFY(!kept.contains(QStringLiteral("database/moodle")));
    }

    /// The attack: a colleague lets the server's row, or the site's socket, lead to a server of their own.
    void whereItLeadsIsSaid()
    {
        QHash<QString, QString> kept;
        Answers person({});
        PasswordSources sources({}, &person, std::make_unique<FakeKeychain>(kept));
        Account right = site();
        right.destination = QStringLiteral("db-a:22 /run/mysqld/mysqld.sock");
        QVERIFY(sources.keep(right, QStringLiteral("right")));
        Account changed = right;
        changed.destination = QStringLiteral("db-a:22 /tmp/theirs");
        Door door(QStringLiteral("right"));
        QVERIFY(!sources.open(changed, std::ref(door), {}));
        QCOMPARE(door.tried, QStringList {QString()});
        QCOMPARE(person.prompts.size(), 1);
        const QString asked = person.prompts.first().text;
        QVERIFY2(asked.contains(right.destination), qPrintable(asked));
        QVERIFY2(asked.contains(QStringLiteral("It will be sent to ") + changed.destination), qPrintable(asked));
        QVERIFY(sources.open(right, std::ref(door), {}));
        QCOMPARE(person.prompts.size(), 1);
    }

    void anAnswerIsForOneWorkspace()
    {
        Answers person({QStringLiteral("right"), QStringLiteral("other")});
        PasswordSources sources({}, &person);
        Door door(QStringLiteral("right"));
        QVERIFY(sources.open(site(), std::ref(door), {}));
        Account elsewhere = site();
        elsewhere.workspace = QStringLiteral("another");
        Door another(QStringLiteral("other"));
        QVERIFY(sources.open(elsewhere, std::ref(another), {}));
        QCOMPARE(another.tried, QStringList({QString(), QStringLiteral("other")}));
    }

    void aSiteNamedWorkspaceIsNone()
    {
        const QString a = file(QStringLiteral("a"), "A\n");
        PasswordSources sources({{}, {QStringLiteral("workspace=") + a}, {}}, nullptr);
        Door door({});
        QVERIFY(sources.open(site(QStringLiteral("workspace")), std::ref(door), {}));
        QCOMPARE(door.tried, QStringList {QString()});
        Door own(QStringLiteral("A"));
        QVERIFY(sources.open(workspace(), std::ref(own), {}));
    }

    void whatIsGivenIsReadAtOnce()
    {
        const int descriptor = ::open(QFile::encodeName(file(QStringLiteral("a"), "A\nB\n")).constData(), O_RDONLY);
        const QString number = QString::number(descriptor);
        PasswordSources sources({{QStringLiteral("workspace=") + number, QStringLiteral("moodle=") + number}, {}, {}},
                                nullptr);
        QVERIFY2(sources.given(), all(sources.given()).constData());
        QCOMPARE(::fcntl(descriptor, F_GETFD), -1); // no program that we start inherits it
        Door first(QStringLiteral("A"));
        Door second(QStringLiteral("B"));
        QVERIFY(sources.open(workspace(), std::ref(first), {}));
        QVERIFY(sources.open(site(), std::ref(second), {}));
    }

    void whatCannotBeReadIsSaid_data()
    {
        QTest::addColumn<QStringList>("descriptors");
        QTest::addColumn<QStringList>("files");
        QTest::addColumn<QStringList>("optionFiles");
        QTest::newRow("no number") << QStringList {QStringLiteral("three")} << QStringList() << QStringList();
        QTest::newRow("standard output") << QStringList {QStringLiteral("1")} << QStringList() << QStringList();
        QTest::newRow("not open") << QStringList {QStringLiteral("moodle=977")} << QStringList() << QStringList();
        QTest::newRow("no such file") << QStringList() << QStringList {QStringLiteral("/nonexistent")} << QStringList();
        QTest::newRow("no option file") << QStringList() << QStringList() << QStringList {QStringLiteral("/etc")};
    }
    void whatCannotBeReadIsSaid()
    {
        QFETCH(QStringList, descriptors);
        QFETCH(QStringList, files);
        QFETCH(QStringList, optionFiles);
        const PasswordSources sources({descriptors, files, optionFiles}, nullptr);
        QVERIFY(!sources.given());
        QVERIFY(sources.given().error().message.startsWith(QLatin1String("No password can be taken from")));
    }

    void aPersonIsAskedWhenItIsRefused()
    {
        Answers person({QStringLiteral("wrong"), QStringLiteral("right")});
        PasswordSources sources({}, &person);
        Door door(QStringLiteral("right"));
        QVERIFY(sources.open(site(), std::ref(door), {}));
        QCOMPARE(door.tried, QStringList({QString(), QStringLiteral("wrong"), QStringLiteral("right")}));
        QCOMPARE(person.prompts.size(), 2);
        QVERIFY(person.prompts.first().secret);
        QCOMPARE(person.prompts.first().server, QStringLiteral("moodledb-a"));
        QVERIFY(person.prompts.first().text.contains(QLatin1String("look")));
        QVERIFY(person.prompts.last().text.startsWith(QLatin1String("The last one was refused.")));
        // Once a sitting.
        QVERIFY(sources.open(site(), std::ref(door), {}));
        QCOMPARE(door.tried.size(), 4);
        QCOMPARE(person.prompts.size(), 2);
        // Another account has not the same.
        Door none({});
        QVERIFY(sources.open(workspace(), std::ref(none), {}));
    }

    void noQuestionWhereNoneIsNeeded()
    {
        Answers person({});
        PasswordSources sources({{}, {file(QStringLiteral("a"), "A\n")}, {}}, &person);
        Door door(QStringLiteral("A"));
        QVERIFY(sources.open(site(), std::ref(door), {}));
        const Result<void> gone = sources.open(
            site(), [](const QString &) { return fail(ErrorKind::Unreachable, QStringLiteral("Gone.")); }, {});
        QCOMPARE(gone.error().kind, ErrorKind::Unreachable);
        QVERIFY(person.prompts.isEmpty());
    }

    void aChangedPasswordIsAskedForAnew()
    {
        Answers person({QStringLiteral("old"), QStringLiteral("new")});
        PasswordSources sources({}, &person);
        Door before(QStringLiteral("old"));
        QVERIFY(sources.open(site(), std::ref(before), {}));
        Door after(QStringLiteral("new"));
        QVERIFY(sources.open(site(), std::ref(after), {}));
        QCOMPARE(after.tried, QStringList({QStringLiteral("old"), QStringLiteral("new")}));
    }

    void threeQuestionsAreEnough()
    {
        Answers person({QStringLiteral("1"), QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("4")});
        PasswordSources sources({}, &person);
        Door door(QStringLiteral("4"));
        QCOMPARE(sources.open(site(), std::ref(door), {}).error().kind, ErrorKind::AuthenticationFailed);
        QCOMPARE(person.prompts.size(), 3);
    }

    void aClosedQuestionIsNoFailure()
    {
        Answers person({});
        PasswordSources sources({}, &person);
        Door door(QStringLiteral("right"));
        QCOMPARE(sources.open(site(), std::ref(door), {}).error().kind, ErrorKind::Cancelled);
    }

    void manyWhoWantTheSameAskOnce()
    {
        Answers person({QStringLiteral("right")});
        PasswordSources sources({}, &person);
        std::vector<std::future<bool>> jobs;
        for (int i = 0; i < 6; ++i) {
            jobs.push_back(std::async(std::launch::async, [&sources] {
                Door door(QStringLiteral("right"));
                return sources.open(site(), std::ref(door), {}).has_value();
            }));
        }
        for (std::future<bool> &job : jobs)
            QVERIFY(job.get());
        QCOMPARE(person.prompts.size(), 1);
    }

    void withoutAPersonTheErrorSaysHow()
    {
        PasswordSources none({}, nullptr);
        Door door(QStringLiteral("right"));
        const Result<void> refused = none.open(site(), std::ref(door), {});
        QCOMPARE(refused.error().kind, ErrorKind::AuthenticationFailed);
        for (const char *way : {"no keychain", "--attended", "--password-fd", "--password-file", "--defaults-file"})
            QVERIFY2(all(refused).contains(way), all(refused).constData());
        const QString wrong = file(QStringLiteral("a"), "canary-9c1e\n");
        PasswordSources given({{}, {wrong}, {}}, nullptr);
        const Result<void> wrongOne = given.open(site(), std::ref(door), {});
        QVERIFY2(all(wrongOne).contains(wrong.toUtf8()), all(wrongOne).constData());
        QVERIFY(!all(wrongOne).contains("canary-9c1e"));
    }

    void nothingIsKeptWithoutAKeychain()
    {
        PasswordSources sources({}, nullptr);
        const Result<void> kept = sources.keep(workspace(), QStringLiteral("canary-9c1e"));
        QCOMPARE(kept.error().kind, ErrorKind::MissingTool);
        QVERIFY(!all(kept).contains("canary-9c1e"));
    }
};

NIGHTKEEP_TEST(TstPasswordSources, unit, Core)
#include "tst_passwordsources.moc"
