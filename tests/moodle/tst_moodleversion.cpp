// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/json.h"
#include "tests/moodle/moodlestage.h"
#include "tests/support/testmain.h"

#include <QTest>

using namespace Nightkeep;

/// Release, version and plugins of a Moodle, by its own tables.
class TstMoodleVersion : public QObject, private MoodleStage
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(start()); }
    void readsOldPlugins_data() { allEngines(); }
    void readsOldPlugins();
    void readsLaterPlugins_data() { allEngines(); }
    void readsLaterPlugins();
    void failsWithoutATable_data();
    void failsWithoutATable();

private:
    Result<MoodleVersion> version()
    {
        const auto moodle = site(m_tables.address(m_storage));
        return moodle ? moodle->version() : fail(ErrorKind::Internal, QStringLiteral("not opened"));
    }
};

void TstMoodleVersion::readsOldPlugins()
{
    make(MoodleEdition::Old);
    put(QStringLiteral("INSERT INTO mdl_modules (name, version) VALUES ('quiz', 2007101511), ('forum', 2007101512);"
                       "INSERT INTO mdl_block (name, version) VALUES ('html', 2007101509)"));
    const Result<MoodleVersion> read = version();
    QVERIFY2(read, read ? "" : qPrintable(read.error().message + read.error().detail));
    const MoodleVersion expected {QStringLiteral("1.9.2 (Build: 20080711)"),
                                  QStringLiteral("2007101520"),
                                  {{QStringLiteral("block_html"), QStringLiteral("2007101509")},
                                   {QStringLiteral("mod_forum"), QStringLiteral("2007101512")},
                                   {QStringLiteral("mod_quiz"), QStringLiteral("2007101511")}},
                                  {}};
    QCOMPARE(toJson(*read), toJson(expected));
}

void TstMoodleVersion::readsLaterPlugins()
{
    make(MoodleEdition::Later);
    put(QStringLiteral("INSERT INTO mdl_config_plugins (plugin, name, value) VALUES "
                       "('mod_quiz', 'version', '2023100901'), ('mod_quiz', 'password', 'not to be read'), "
                       "('block_html', 'version', '2023100900'), ('backup', 'backup_auto_hour', '1')"));
    const Result<MoodleVersion> read = version();
    QVERIFY2(read, read ? "" : qPrintable(read.error().message + read.error().detail));
    const MoodleVersion expected {QStringLiteral("4.3+ (Build: 20231222)"),
                                  QStringLiteral("2023100900.05"),
                                  {{QStringLiteral("block_html"), QStringLiteral("2023100900")},
                                   {QStringLiteral("mod_quiz"), QStringLiteral("2023100901")}},
                                  {}};
    QCOMPARE(toJson(*read), toJson(expected));
}

/// A Moodle of which the plugins cannot be read is none without plugins.
void TstMoodleVersion::failsWithoutATable_data()
{
    QTest::addColumn<QString>("storage");
    QTest::addColumn<MoodleEdition>("edition");
    QTest::addColumn<QString>("table");
    for (const char *storage : {"InnoDB", "PostgreSQL"}) {
        const auto row = [storage](MoodleEdition edition, const char *table) {
            QTest::addRow("%s, %s", storage, table)
                << QString::fromLatin1(storage) << edition << QString::fromLatin1(table);
        };
        row(MoodleEdition::Old, "modules");
        row(MoodleEdition::Old, "block");
        row(MoodleEdition::Old, "config");
        row(MoodleEdition::Later, "config_plugins");
    }
}

void TstMoodleVersion::failsWithoutATable()
{
    QFETCH(MoodleEdition, edition);
    QFETCH(QString, table);
    make(edition);
    put(QStringLiteral("DROP TABLE mdl_") + table);
    const Result<MoodleVersion> read = version();
    QVERIFY(!read);
    QCOMPARE(read.error().kind, ErrorKind::MissingTable);
    QVERIFY2(read.error().message.contains(table), qPrintable(read.error().message));
}

NIGHTKEEP_TEST(TstMoodleVersion, integration, Core, 300)
#include "tst_moodleversion.moc"
