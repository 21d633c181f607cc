// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// Database servers that read SQL in a way of their own, or take no changes.
class TstServerModes : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void textsStayWhole_data();
    void textsStayWhole();
    void allowsNoChanges_data();
    void allowsNoChanges();

private:
    static void engines(const QList<QPair<const char *, const char *>> &cases);

    const QString m_folder = QStringLiteral("backup_sche_destination");
    MoodleTables m_tables;
    SqlConnections m_connections;
};

void TstServerModes::engines(const QList<QPair<const char *, const char *>> &cases)
{
    QTest::addColumn<QString>("storage");
    QTest::addColumn<QString>("mode"); // as the server's administrator sets it for all
    for (const char *storage : {"InnoDB", "MyISAM"}) {
        for (const auto &[name, mode] : cases)
            QTest::addRow("%s, %s", storage, name) << QString::fromLatin1(storage) << QString::fromLatin1(mode);
    }
}

void TstServerModes::initTestCase()
{
    const Result<void> started = m_tables.start();
    QVERIFY2(started, started ? "" : qPrintable(started.error().detail));
}

void TstServerModes::init()
{
    QFETCH(QString, storage);
    QFETCH(QString, mode);
    const Result<void> made = m_tables.reset(storage);
    QVERIFY2(made, made ? "" : qPrintable(made.error().detail));
    const Result<QByteArray> set = m_tables.server().sql(QStringLiteral("SET GLOBAL ") + mode);
    QVERIFY2(set, set ? "" : qPrintable(set.error().detail));
}

void TstServerModes::cleanup()
{
    QVERIFY(m_tables.server().sql(QStringLiteral(
        "SET GLOBAL sql_mode = DEFAULT; SET GLOBAL sql_safe_updates = DEFAULT; SET GLOBAL read_only = DEFAULT")));
}

void TstServerModes::textsStayWhole_data()
{
    engines({{"quotes of the standard", "sql_mode = 'ANSI_QUOTES'"},
             {"a backslash is a letter", "sql_mode = 'NO_BACKSLASH_ESCAPES'"},
             {"all of it", "sql_mode = 'ANSI_QUOTES,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT'"},
             {"as another database", "sql_mode = 'ORACLE'"},
             {"nothing is checked", "sql_mode = ''"},
             {"only what a key finds is changed", "sql_safe_updates = 1"}});
}

void TstServerModes::textsStayWhole()
{
    QFETCH(QString, storage);
    const QString text = QStringLiteral("/srv/a\\nb\\'c\"d||e`f");
    const Result<std::unique_ptr<MoodleSite>> moodle =
        SqlMoodleSite::open(m_connections, m_tables.address(storage), QStringLiteral("mdl_"));
    QVERIFY2(moodle, moodle ? "" : qPrintable(moodle.error().detail));
    const Result<QList<ConfigOutcome>> written = (*moodle)->compareAndSet({{m_folder, QString(), text}});
    QVERIFY2(written, written ? "" : qPrintable(written.error().detail));
    QCOMPARE(written->first().kind, ConfigOutcome::Kind::Written);
    QCOMPARE(written->first().found, text);
    const Result<MoodleConfig> config = (*moodle)->backupConfig();
    QVERIFY(config);
    QCOMPARE(config->values.value(m_folder), text);
    const Result<QByteArray> stored =
        m_tables.sql(storage, QStringLiteral("SELECT HEX(value) FROM mdl_backup_config WHERE name='%1'").arg(m_folder));
    QVERIFY(stored);
    QCOMPARE(QByteArray::fromHex(stored->trimmed()), text.toUtf8());
    const Result<QList<ConfigOutcome>> back = (*moodle)->compareAndSet({{m_folder, text, QString()}});
    QVERIFY(back);
    QCOMPARE(back->first().kind, ConfigOutcome::Kind::Written);
    QVERIFY((*moodle)->courses());
}

void TstServerModes::allowsNoChanges_data()
{
    engines({{"read only", "read_only = 1"}});
}

void TstServerModes::allowsNoChanges()
{
    QFETCH(QString, storage);
    const Result<std::unique_ptr<MoodleSite>> moodle =
        SqlMoodleSite::open(m_connections, m_tables.address(storage), QStringLiteral("mdl_"));
    QVERIFY2(moodle, moodle ? "" : qPrintable(moodle.error().detail));
    const Result<MoodleConfig> config = (*moodle)->backupConfig();
    QVERIFY2(config, config ? "" : qPrintable(config.error().detail));
    QCOMPARE(config->values, MoodleTables::initialConfig());
    // Of a value that is there, and of a row that is not.
    for (const ConfigChange &change :
         {ConfigChange {QStringLiteral("backup_sche_keep"), QStringLiteral("1"), QStringLiteral("2")},
          ConfigChange {QStringLiteral("backup_sche_minute"), std::nullopt, QStringLiteral("5")}}) {
        const Result<QList<ConfigOutcome>> written = (*moodle)->compareAndSet({change});
        QVERIFY(!written);
        QVERIFY2(written.error().kind == ErrorKind::ReadOnly, qPrintable(written.error().message));
        QVERIFY(!written.error().advice.isEmpty());
    }
    QCOMPARE(m_tables.config(storage), MoodleTables::initialConfig());
}

NIGHTKEEP_TEST(TstServerModes, integration, Core)
#include "tst_servermodes.moc"
