// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/moodle/sqlmoodlesite.h"
#include "tests/moodle/configtruth.h"
#include "tests/moodle/moodletables.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QTest>

#include <algorithm>

using namespace Nightkeep;
using Kind = ConfigOutcome::Kind;

namespace {

/// Those that a person edits; not Moodle's own bookkeeping.
QList<BackupOption> editableOptions()
{
    QList<BackupOption> options = backupOptions(MoodleEdition::Old);
    options.removeIf([](const BackupOption &option) { return option.kind == OptionKind::Text; });
    return options;
}

QString otherValue(const BackupOption &option, const std::optional<QString> &now)
{
    const QStringList some {QStringLiteral("1"),
                            QStringLiteral("0"),
                            QStringLiteral("17"),
                            QStringLiteral("0101010"),
                            QStringLiteral("1000001"),
                            QStringLiteral("/data/Größe '1' \\ \"2\""),
                            QStringLiteral("/data/backups")};
    const auto found = std::find_if(some.cbegin(), some.cend(), [&](const QString &value) {
        return isValidForOption(option, value) && value != now && value != option.whenMissing;
    });
    return found == some.cend() ? QString() : *found;
}

ConfigChange backTo(const ConfigChange &change)
{
    return {change.name, change.wanted, configTakenBack(change)};
}

QString kindsOf(const Result<QList<ConfigOutcome>> &outcomes)
{
    if (!outcomes)
        return outcomes.error().message + outcomes.error().detail;
    QStringList kinds;
    for (const ConfigOutcome &outcome : *outcomes)
        kinds += nameOf(outcome.kind);
    return kinds.join(u' ');
}

} // namespace

/// Each option of 1.9, with a row and without one, is edited and undone, alone and all together.
class TstAllOptions : public QObject
{
    Q_OBJECT

private:
    MoodleTables m_tables;
    SqlConnections m_connections;

    /// Every other one has a row, as Moodle would have it without one; and one of the college's own.
    [[nodiscard]] QHash<QString, QString> begin(const QString &storage, const QList<BackupOption> &options)
    {
        QHash<QString, QString> config {{QStringLiteral("backup_sche_sectionsummaries"), QStringLiteral("1")}};
        for (qsizetype i = 0; i < options.size(); i += 2)
            config.insert(options.at(i).name, options.at(i).whenMissing);
        QString statements = QStringLiteral("DELETE FROM mdl_backup_config;");
        for (auto row = config.cbegin(); row != config.cend(); ++row)
            statements += QStringLiteral("INSERT INTO mdl_backup_config (name, value) VALUES ('%1', '%2');")
                              .arg(row.key(), row.value());
        return m_tables.reset(storage) && m_tables.sql(storage, statements) ? config : QHash<QString, QString>();
    }

    /// By a session of the administrator's: its client would show a backslash otherwise.
    [[nodiscard]] QHash<QString, QString> readBack(const QString &storage)
    {
        SqlAddress address = m_tables.address(storage);
        address.user = QStringLiteral("root");
        address.password.clear();
        QHash<QString, QString> config;
        const Result<std::unique_ptr<SqlConnection>> root = m_connections.open(address);
        if (!root)
            return config;
        const SqlResult<QList<QStringList>> rows =
            (*root)->select({}, {QStringLiteral("SELECT name, value FROM mdl_backup_config"), {}, 2});
        for (const QStringList &row : rows.value_or(QList<QStringList>()))
            config.insert(row.at(0), row.at(1));
        return config;
    }

private slots:
    void initTestCase()
    {
        const Result<void> started = m_tables.start();
        QVERIFY2(started, started ? "" : qPrintable(started.error().message + started.error().detail));
    }
    void areEditedAndUndone_data()
    {
        QTest::addColumn<QString>("storage");
        QTest::addColumn<bool>("together");
        for (const char *storage : {"InnoDB", "MyISAM"}) {
            QTest::addRow("%s, one by one", storage) << QString::fromLatin1(storage) << false;
            QTest::addRow("%s, all together", storage) << QString::fromLatin1(storage) << true;
        }
    }
    void areEditedAndUndone();
};

void TstAllOptions::areEditedAndUndone()
{
    QFETCH(QString, storage);
    QFETCH(bool, together);
    const QList<BackupOption> options = editableOptions();
    QCOMPARE(options.size(), 17); // facts/moodle.md A2, but for the mark that a backup is running
    const QHash<QString, QString> before = begin(storage, options);
    QVERIFY(!before.isEmpty());
    QHash<QString, QString> edited = before;
    QHash<QString, QString> undone = before; // of what had no row, with what Moodle runs with without one
    QList<ConfigChange> changes;
    for (const BackupOption &option : options) {
        const auto row = before.constFind(option.name);
        const std::optional<QString> now = row == before.constEnd() ? std::nullopt : std::optional(*row);
        changes += {option.name, now, otherValue(option, now)};
        QVERIFY2(isValidForOption(option, changes.constLast().wanted), qPrintable(option.name));
        QVERIFY2(changes.constLast().wanted != option.whenMissing, qPrintable(option.name));
        edited.insert(option.name, changes.constLast().wanted);
        undone.insert(option.name, option.whenMissing);
    }

    QList<QList<ConfigChange>> sets;
    if (together)
        sets += changes;
    else
        for (const ConfigChange &change : std::as_const(changes))
            sets += QList<ConfigChange> {change};
    Result<std::unique_ptr<MoodleSite>> site =
        SqlMoodleSite::open(m_connections, m_tables.address(storage), QStringLiteral("mdl_"));
    QVERIFY2(site, site ? "" : qPrintable(site.error().detail));
    const auto allAre = [](const Result<QList<ConfigOutcome>> &outcomes, Kind kind) {
        return outcomes && std::all_of(outcomes->cbegin(), outcomes->cend(), [kind](const ConfigOutcome &outcome) {
                   return outcome.kind == kind && (kind != Kind::Written || outcome.found == outcome.change.wanted);
               });
    };
    for (const QList<ConfigChange> &set : std::as_const(sets)) {
        const Result<QList<ConfigOutcome>> outcomes = (*site)->compareAndSet(set);
        QVERIFY2(allAre(outcomes, Kind::Written), qPrintable(set.first().name + u' ' + kindsOf(outcomes)));
    }
    QCOMPARE(readBack(storage), edited);
    for (const QList<ConfigChange> &set : std::as_const(sets)) {
        QList<ConfigChange> back;
        std::transform(set.cbegin(), set.cend(), std::back_inserter(back), backTo);
        const Result<QList<ConfigOutcome>> outcomes = (*site)->compareAndSet(back);
        QVERIFY2(allAre(outcomes, Kind::Written), qPrintable(set.first().name + u' ' + kindsOf(outcomes)));
        // What is undone is not ours any more.
        const Result<QList<ConfigOutcome>> again =
            (*site)->compareAndSet({{back.first().name, back.first().seen, QStringLiteral("x")}});
        QVERIFY2(allAre(again, Kind::Conflict), qPrintable(set.first().name + u' ' + kindsOf(again)));
    }
    QCOMPARE(readBack(storage), undone);
}

NIGHTKEEP_TEST(TstAllOptions, integration, Core)
#include "tst_alloptions.moc"
