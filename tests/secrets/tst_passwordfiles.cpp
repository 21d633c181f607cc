// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/secrets/passwordfiles.h"
#include "tests/support/testmain.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Nightkeep;

Q_DECLARE_METATYPE(Nightkeep::ErrorKind)

/// Files and descriptors that hold a password.
class TstPasswordFiles : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;

    [[nodiscard]] QString write(const QByteArray &bytes, mode_t mode = 0600) const
    {
        const QString name = m_folder.filePath(QStringLiteral("password"));
        QFile::remove(name);
        QFile file(name);
        if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || ::fchmod(file.handle(), mode) != 0)
            return {};
        return name;
    }

private slots:
    void firstLines_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("password"); // null: refused
        QTest::newRow("with an end of line") << QByteArray("secret\n") << QStringLiteral("secret");
        QTest::newRow("without") << QByteArray("secret") << QStringLiteral("secret");
        QTest::newRow("from Windows") << QByteArray("secret\r\n") << QStringLiteral("secret");
        QTest::newRow("more lines") << QByteArray("secret\nuser: x\n") << QStringLiteral("secret");
        QTest::newRow("blanks belong to it") << QByteArray(" a b \n") << QStringLiteral(" a b ");
        QTest::newRow("letters of all kinds") << QByteArray("pä$'\"\\=#%n\n") << QString::fromUtf8("pä$'\"\\=#%n");
        QTest::newRow("empty") << QByteArray() << QString();
        QTest::newRow("empty first line") << QByteArray("\nsecret\n") << QString();
        QTest::newRow("no UTF-8") << QByteArray("p\xe4ss\n") << QString();
        QTest::newRow("a NUL byte") << QByteArray("a\0b\n", 4) << QString();
        QTest::newRow("too long") << QByteArray(5000, 'x') << QString();
    }
    void firstLines()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, password);
        const QString name = write(bytes);
        const Result<QString> fromFile = passwordFromFile(name);
        const int descriptor = ::open(QFile::encodeName(name).constData(), O_RDONLY);
        const Result<QString> fromDescriptor = passwordFromDescriptor(descriptor);
        ::close(descriptor);
        for (const Result<QString> &result : {fromFile, fromDescriptor}) {
            QCOMPARE(result.has_value(), !password.isNull());
            if (result)
                QCOMPARE(*result, password);
            else
                QCOMPARE(result.error().kind, ErrorKind::BadInput);
        }
    }

    void aDescriptorIsReadLineByLine()
    {
        int ends[2] = {-1, -1};
        QCOMPARE(::pipe(ends), 0);
        QCOMPARE(::write(ends[1], "one\ntwo\n", 8), ssize_t(8));
        ::close(ends[1]);
        QCOMPARE(*passwordFromDescriptor(ends[0]), QStringLiteral("one"));
        QCOMPARE(*passwordFromDescriptor(ends[0]), QStringLiteral("two"));
        QVERIFY(!passwordFromDescriptor(ends[0]));
        ::close(ends[0]);
        QVERIFY(!passwordFromDescriptor(ends[0])); // nothing is open there
    }

    void othersMayNotReadIt_data()
    {
        QTest::addColumn<int>("mode");
        QTest::addColumn<bool>("good");
        QTest::newRow("its owner's alone") << 0600 << true;
        QTest::newRow("only to read") << 0400 << true;
        QTest::newRow("readable by a group") << 0640 << false;
        QTest::newRow("readable by all") << 0644 << false;
        QTest::newRow("writable by a group") << 0620 << false;
        QTest::newRow("writable by all") << 0602 << false;
    }
    void othersMayNotReadIt()
    {
        QFETCH(int, mode);
        QFETCH(bool, good);
        const Result<QString> password = passwordFromFile(write("secret\n", mode_t(mode)));
        QCOMPARE(password.has_value(), good);
        const Result<ClientOptions> options = clientOptionsFromFile(write("[client]\npassword=secret\n", mode_t(mode)));
        QCOMPARE(options.has_value(), good);
        if (good)
            return;
        for (const Error &error : {password.error(), options.error()}) {
            QCOMPARE(error.kind, ErrorKind::PermissionDenied);
            QVERIFY(error.advice.contains(QLatin1String("chmod 600")));
            QVERIFY(!(error.message + error.advice + error.detail).contains(QLatin1String("secret")));
        }
    }

    void whatIsNoFile()
    {
        QCOMPARE(passwordFromFile(m_folder.filePath(QStringLiteral("none"))).error().kind, ErrorKind::NotFound);
        QCOMPARE(passwordFromFile(m_folder.path()).error().kind, ErrorKind::BadInput);
        QCOMPARE(clientOptionsFromFile({}).error().kind, ErrorKind::NotFound);
    }

    void optionFiles_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("password"); // null: refused
        const auto row = [](const char *name, const char *text, const char *user, const char *password) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(user) << QString::fromUtf8(password);
        };
        row("as people write it", "[client]\nuser=moodle\npassword=secret\n", "moodle", "secret");
        row("of the mysql client alone", "[mysql]\npassword = secret", "", "secret");
        row("of MariaDB's", "[client-mariadb]\npassword=secret\n", "", "secret");
        row("after other groups", "[mysqld]\nuser=mysql\npassword=other\n[client]\npassword=secret\n", "", "secret");
        row("before other groups", "[client]\npassword=secret\n[mysqldump]\npassword=other\n", "", "secret");
        row("the last counts", "[client]\npassword=old\n[mysql]\npassword=secret\n", "", "secret");
        row("blanks and ends of Windows", "  [client]\r\n  password  =  secret  \r\n", "", "secret");
        row("quoted", "[client]\npassword=\"se cret#1\"\n", "", "se cret#1");
        row("quoted otherwise", "[client]\npassword='se\"cret' # mine\n", "", "se\"cret");
        row("a comment behind it", "[client]\npassword=secret # mine\n", "", "secret");
        row("comments", "# password=a\n[client]\n; password=b\n#password=c\npassword=secret\n", "", "secret");
        row("escapes", "[client]\npassword=a\\\\b\\sc\\td\\xe\n", "", "a\\b c\td\\xe");
        row("with an equals sign", "[client]\npassword=a=b\n", "", "a=b");
        row("letters of all kinds", "[client]\npassword=\"pä$%n\"\n", "", "pä$%n");
        row("a name that begins alike", "[client]\npassword-file=other\npassword=secret\n", "", "secret");
        row("asked for by the client", "[client]\nuser=moodle\npassword\n", "", nullptr);
        row("nothing", "", "", nullptr);
        row("of the server", "[mysqld]\npassword=other\n", "", nullptr);
        row("perhaps elsewhere", "!includedir /etc/mysql/conf.d/\n", "", nullptr);
    }
    void optionFiles()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, user);
        QFETCH(QString, password);
        const Result<ClientOptions> options = parseClientOptions(text);
        QCOMPARE(options.has_value(), !password.isNull());
        if (!options) {
            QCOMPARE(options.error().kind, ErrorKind::BadInput);
            QCOMPARE(options.error().message.contains(QLatin1String("includes")), text.startsWith('!'));
            return;
        }
        QCOMPARE(options->user, user);
        QCOMPARE(options->password, password);
    }
};

NIGHTKEEP_TEST(TstPasswordFiles, unit, Core)
#include "tst_passwordfiles.moc"
