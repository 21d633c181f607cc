// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/settings/settingsmodel.h"

#include "models/settings/settingsview.h"
#include "tests/support/optionnames.h"
#include "tests/support/testmain.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

using namespace Nightkeep;

namespace {

SettingsSnapshot modelSnapshotOf(const QHash<QString, QString> &values)
{
    SettingsSnapshot read;
    read.readAt = QDateTime(QDate(2008, 11, 29), QTime(9, 0), QTimeZone::utc());
    read.config.values = values;
    return read;
}

SettingsView viewOf(const SettingsSnapshot &read, const QString &site = QStringLiteral("moodle"))
{
    Site of;
    of.name = site;
    QHash<QString, AgreedSetting> agreed;
    const QList<QPair<QString, QString>> page = agreedOnPage();
    for (const auto &pair : page)
        agreed.insert(pair.first, AgreedSetting {pair.second, {}, {}});
    return makeSettingsView(of, read, agreed);
}

SettingsView viewOf(const QHash<QString, QString> &values, const QString &site = QStringLiteral("moodle"))
{
    return viewOf(modelSnapshotOf(values), site);
}

QHash<QString, QString> someValues()
{
    return {{keep, QStringLiteral("2")},
            {hour, QStringLiteral("3")},
            {QStringLiteral("backup_sche_active"), QStringLiteral("1")},
            {QStringLiteral("backup_sche_weekdays"), QStringLiteral("1010000")},
            {QStringLiteral("backup_sche_own"), QStringLiteral("x")}};
}

} // namespace

class TstSettingsModel : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<SettingsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;

    QModelIndex at(const QString &name, SettingsModel::Column column)
    {
        for (int row = 0; row < m_model->rowCount(); ++row)
            if (m_model->index(row, column).data(KeyRole) == name)
                return m_model->index(row, column);
        return {};
    }
    QString text(const QString &name, SettingsModel::Column column) { return at(name, column).data().toString(); }

private slots:
    void init()
    {
        m_model = std::make_unique<SettingsModel>();
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_model->setView(viewOf(someValues()));
    }
    void cleanup()
    {
        m_tester.reset();
        m_model.reset();
    }

    void showsWords()
    {
        QCOMPARE(m_model->rowCount(), 18);
        QCOMPARE(text(hour, SettingsModel::OptionColumn), QStringLiteral("Execute at"));
        QCOMPARE(text(hour, SettingsModel::LiveColumn), QStringLiteral("03:00"));
        QCOMPARE(text(hour, SettingsModel::AgreedColumn), QStringLiteral("03:00"));
        QCOMPARE(text(hour, SettingsModel::StateColumn), QStringLiteral("as agreed"));
        QCOMPARE(text(hour, SettingsModel::NameColumn), hour);
        QCOMPARE(text(QStringLiteral("backup_sche_weekdays"), SettingsModel::LiveColumn),
                 QStringLiteral("Sunday and Tuesday"));
        for (int column = 0; column < SettingsModel::ColumnCount; ++column)
            QVERIFY(!m_model->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString().isEmpty());
    }

    void statesAreNeverBetterThanKnown()
    {
        QCOMPARE(at(hour, SettingsModel::StateColumn).data(StateRole).toInt(), int(State::Good));
        QCOMPARE(at(keep, SettingsModel::StateColumn).data(StateRole).toInt(), int(State::Attention));
        // No row, and Moodle's own value is not the chosen one; or it is, but nobody has set it.
        QCOMPARE(at(QStringLiteral("backup_sche_logs"), SettingsModel::StateColumn).data(StateRole).toInt(),
                 int(State::Attention));
        QCOMPARE(at(QStringLiteral("backup_sche_modules"), SettingsModel::StateColumn).data(StateRole).toInt(),
                 int(State::Unknown));
        QVERIFY(!at(QStringLiteral("backup_sche_blogs"), SettingsModel::StateColumn).data(StateRole).isValid());
        QVERIFY(at(keep, SettingsModel::StateColumn).data(SortRole).toInt()
                < at(hour, SettingsModel::StateColumn).data(SortRole).toInt()); // the worst first
        Site site;
        site.name = QStringLiteral("moodle");
        m_model->setView(makeSettingsView(site, std::nullopt, {{hour, AgreedSetting {QStringLiteral("3"), {}, {}}}}));
        QCOMPARE(at(hour, SettingsModel::StateColumn).data(StateRole).toInt(), int(State::Unknown));
        QVERIFY(!at(hour, SettingsModel::LiveColumn).data(SortRole).isValid());
    }

    void isLockedUntilUnlocked()
    {
        QVERIFY(!(m_model->flags(at(keep, SettingsModel::PendingColumn)) & Qt::ItemIsEditable));
        QVERIFY(!m_model->setData(at(keep, SettingsModel::PendingColumn), QStringLiteral("1")));
        QVERIFY(m_model->pendingChanges().isEmpty());
        m_model->setUnlocked(true);
        QVERIFY(m_model->flags(at(keep, SettingsModel::PendingColumn)) & Qt::ItemIsEditable);
        QVERIFY(!(m_model->flags(at(keep, SettingsModel::LiveColumn)) & Qt::ItemIsEditable));
        // What the program does not know is never edited.
        QVERIFY(!(m_model->flags(at(QStringLiteral("backup_sche_own"), SettingsModel::PendingColumn))
                  & Qt::ItemIsEditable));
        QVERIFY(
            !(m_model->flags(at(QStringLiteral("backup_sche_own"), SettingsModel::AgreedColumn)) & Qt::ItemIsEditable));
        Site site;
        site.name = QStringLiteral("moodle");
        m_model->setView(makeSettingsView(site, std::nullopt, {})); // nothing seen: nothing to compare and set
        QVERIFY(!(m_model->flags(at(keep, SettingsModel::PendingColumn)) & Qt::ItemIsEditable));
    }

    void whatCannotBeChangedSaysWhy_data()
    {
        QTest::addColumn<SettingsSnapshot>("read");
        QTest::addColumn<QString>("why"); // empty: it can
        SettingsSnapshot read = modelSnapshotOf(someValues());
        QTest::newRow("nothing against it") << read << QString();
        read.config.forced = {keep};
        QTest::newRow("forced") << read << QStringLiteral("config.php");
        read.config.forced = {hour};
        QTest::newRow("another is forced") << read << QString();
        read.config.door = ConfigDoor::None;
        QTest::newRow("no door, nobody says why") << read << QStringLiteral("Automated backup setup");
        read.config.doorProblem = Error {ErrorKind::MissingTool, QStringLiteral("There is no php.")};
        QTest::newRow("no door") << read << QStringLiteral("There is no php.");
    }
    void whatCannotBeChangedSaysWhy()
    {
        QFETCH(SettingsSnapshot, read);
        QFETCH(QString, why);
        m_model->setView(viewOf(read));
        m_model->setUnlocked(true);
        const QModelIndex cell = at(keep, SettingsModel::PendingColumn);
        QCOMPARE(bool(m_model->flags(cell) & Qt::ItemIsEditable), why.isEmpty());
        const SettingRow &row = *findRow(m_model->view(), keep);
        QCOMPARE(m_model->whyFixed(row).isEmpty(), why.isEmpty());
        QVERIFY2(m_model->whyFixed(row).contains(why), qPrintable(m_model->whyFixed(row)));
        QVERIFY(cell.data(Qt::ToolTipRole).toString().contains(why));
        m_model->setPending(keep, QStringLiteral("5"));
        QCOMPARE(m_model->pending(keep).has_value(), why.isEmpty());
        // What is agreed is the team's, whatever Moodle lets be changed.
        QVERIFY(m_model->flags(at(keep, SettingsModel::AgreedColumn)) & Qt::ItemIsEditable);
    }

    void aLaterMoodleIsInTheSameWords()
    {
        SettingsSnapshot read;
        read.readAt = QDateTime(QDate(2025, 11, 29), QTime(9, 0), QTimeZone::utc());
        read.config.edition = MoodleEdition::Later;
        read.config.door = ConfigDoor::Cli;
        const QString active = QStringLiteral("backup_auto_active");
        const QString most = QStringLiteral("backup_auto_max_kept");
        read.config.values = {{active, QStringLiteral("2")}, {most, QStringLiteral("5")}};
        read.config.served = {{most, QStringLiteral("1")}};
        read.since = {{active, QDateTime(QDate(2025, 10, 1), QTime(9, 0), QTimeZone::utc())}};
        m_model->setView(viewOf(read));
        m_model->setUnlocked(true);
        QCOMPARE(text(active, SettingsModel::OptionColumn), QStringLiteral("Active"));
        QCOMPARE(text(active, SettingsModel::LiveColumn), QStringLiteral("only by hand"));
        QCOMPARE(text(active, SettingsModel::GroupColumn), QStringLiteral("Schedule"));
        QVERIFY(!text(active, SettingsModel::SinceColumn).isEmpty());
        QVERIFY(text(most, SettingsModel::SinceColumn).isEmpty());
        QVERIFY(!at(most, SettingsModel::SinceColumn).data(SortRole).isValid());
        QVERIFY(m_model->setData(at(active, SettingsModel::PendingColumn), QStringLiteral("On")));
        QCOMPARE(text(active, SettingsModel::PendingColumn), QStringLiteral("on"));
        // A change is held against what Moodle itself answers, not against the row that its cache has not seen.
        QCOMPARE(at(most, SettingsModel::PendingColumn).data(Qt::EditRole).toString(), QStringLiteral("1"));
        m_model->setPending(most, QStringLiteral("2"));
        QCOMPARE(m_model->pendingChange(most)->seen, QStringLiteral("1"));
        m_model->setPending(most, QStringLiteral("1"));
        QVERIFY(!m_model->pendingChange(most));
        m_model->setPending(most, QStringLiteral("2"));
        read.config.served.clear(); // it has seen it
        m_model->setView(viewOf(read));
        QCOMPARE(m_model->conflicts().size(), 1);
    }

    void collectsChanges()
    {
        m_model->setUnlocked(true);
        QSignalSpy edited(m_model.get(), &SettingsModel::pendingEdited);
        QSignalSpy changed(m_model.get(), &SettingsModel::pendingChanged);
        QVERIFY(m_model->setData(at(hour, SettingsModel::PendingColumn), QStringLiteral("4am")));
        QVERIFY(m_model->setData(at(keep, SettingsModel::PendingColumn), QStringLiteral("1")));
        QCOMPARE(m_model->pendingChanges(),
                 (QList<ConfigChange> {{keep, QStringLiteral("2"), QStringLiteral("1")},
                                       {hour, QStringLiteral("3"), QStringLiteral("4")}}));
        QCOMPARE(text(hour, SettingsModel::PendingColumn), QStringLiteral("04:00"));
        QCOMPARE(edited.count(), 2);
        QCOMPARE(changed.count(), 2);

        // The live value again: no change is pending. Nonsense: refused and said.
        QVERIFY(m_model->setData(at(keep, SettingsModel::PendingColumn), QStringLiteral("2")));
        QCOMPARE(m_model->pendingChanges().size(), 1);
        QSignalSpy refused(m_model.get(), &SettingsModel::editRefused);
        QVERIFY(!m_model->setData(at(hour, SettingsModel::PendingColumn), QStringLiteral("25")));
        QCOMPARE(refused.count(), 1);
        QCOMPARE(m_model->pending(hour), QStringLiteral("4"));

        m_model->setPending(hour, std::nullopt); // as undo does
        QVERIFY(m_model->pendingChanges().isEmpty());
        m_model->setPending(hour, QStringLiteral("5"));
        m_model->clearPending();
        QVERIFY(m_model->pendingChanges().isEmpty());
        QCOMPARE(text(hour, SettingsModel::PendingColumn), QString());
    }

    void keepsWhatWasSeen()
    {
        m_model->setUnlocked(true);
        m_model->setPending(keep, QStringLiteral("1"));
        QHash<QString, QString> values = someValues();
        values.insert(keep, QStringLiteral("9"));
        m_model->setView(viewOf(values));
        QCOMPARE(m_model->pendingChanges(), (QList<ConfigChange> {{keep, QStringLiteral("2"), QStringLiteral("1")}}));
        QCOMPARE(at(keep, SettingsModel::PendingColumn).data(StateRole).toInt(), int(State::Attention));
        QVERIFY(at(keep, SettingsModel::PendingColumn).data(Qt::ToolTipRole).toString().contains(u'9'));
        QCOMPARE(m_model->conflicts(), m_model->pendingChanges());
    }

    void theSameAgainIsAgainstWhatIsThereNow()
    {
        m_model->setPending(keep, QStringLiteral("1"));
        QSignalSpy changed(m_model.get(), &SettingsModel::pendingChanged);
        m_model->setPending(keep, QStringLiteral("1"));
        QCOMPARE(changed.count(), 0); // nothing else is there
        QHash<QString, QString> values = someValues();
        values.insert(keep, QStringLiteral("9"));
        m_model->setView(viewOf(values));
        m_model->setPending(keep, QStringLiteral("1"));
        QCOMPARE(m_model->pendingChanges(), (QList<ConfigChange> {{keep, QStringLiteral("9"), QStringLiteral("1")}}));
        QCOMPARE(changed.count(), 1);
        QVERIFY(m_model->conflicts().isEmpty());
        values.insert(keep, QStringLiteral("1")); // somebody else has written it
        m_model->setView(viewOf(values));
        QCOMPARE(m_model->conflicts().size(), 1);
        m_model->setPending(keep, QStringLiteral("1"));
        QVERIFY(m_model->pendingChanges().isEmpty());
    }

    void whatIsPutBackIsAgainstWhatWasSeen()
    {
        m_model->setPending(keep, QStringLiteral("5"));
        const std::optional<ConfigChange> first = m_model->pendingChange(keep);
        m_model->setPending(keep, QStringLiteral("10"));
        QHash<QString, QString> values = someValues();
        values.insert(keep, QStringLiteral("9"));
        m_model->setView(viewOf(values));
        m_model->putPending(keep, first);
        QCOMPARE(m_model->conflicts(), (QList<ConfigChange> {{keep, QStringLiteral("2"), QStringLiteral("5")}}));
        values.insert(keep, QStringLiteral("5"));
        m_model->setView(viewOf(values));
        m_model->setPending(keep, std::nullopt);
        m_model->putPending(keep, first); // Moodle has it by now
        QVERIFY(m_model->pendingChanges().isEmpty());
    }

    void agreedIsAskedFor()
    {
        QSignalSpy asked(m_model.get(), &SettingsModel::agreedEdited);
        QVERIFY(m_model->setData(at(hour, SettingsModel::AgreedColumn), QStringLiteral("5 am")));
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked.first().at(1).value<std::optional<QString>>(), QStringLiteral("5"));
        QCOMPARE(text(hour, SettingsModel::AgreedColumn), QStringLiteral("03:00")); // until the workspace has it
        QVERIFY(m_model->setData(at(hour, SettingsModel::AgreedColumn), QStringLiteral("3")));
        QCOMPARE(asked.count(), 1);
    }

    void anotherSiteForgetsWhatIsPending()
    {
        m_model->setUnlocked(true);
        m_model->setPending(keep, QStringLiteral("1"));
        m_model->setView(viewOf(someValues()));
        QCOMPARE(m_model->pendingChanges().size(), 1);
        QSignalSpy changed(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setView(viewOf(someValues(), QStringLiteral("other")));
        QVERIFY(!changed.isEmpty());
        QVERIFY(m_model->pendingChanges().isEmpty());
    }

    void refreshMergesByName()
    {
        QRandomGenerator random(1129);
        QSignalSpy reset(m_model.get(), &QAbstractItemModel::modelReset);
        for (int round = 0; round < 300; ++round) {
            QHash<QString, QString> values;
            for (int i = random.bounded(12); i > 0; --i)
                values.insert(QStringLiteral("own_%1").arg(random.bounded(20)), QString::number(random.bounded(3)));
            for (const BackupOption &option : backupOptions(MoodleEdition::Old))
                if (random.bounded(3) > 0 && !option.choices.isEmpty())
                    values.insert(option.name, option.choices.at(random.bounded(option.choices.size())));
            const SettingsView view = viewOf(values);
            const QPersistentModelIndex kept = at(hour, SettingsModel::LiveColumn);
            m_model->setView(view);
            QVERIFY(kept.isValid());
            QCOMPARE(kept.data(KeyRole).toString(), hour);
            QCOMPARE(m_model->rowCount(), int(view.rows.size()));
            for (int row = 0; row < m_model->rowCount(); ++row) {
                QCOMPARE(m_model->index(row, SettingsModel::OptionColumn).data(KeyRole).toString(),
                         view.rows.at(row).option.name);
                QCOMPARE(m_model->index(row, SettingsModel::LiveColumn).data().toString(),
                         view.rows.at(row).valueInWords);
            }
        }
        QCOMPARE(reset.count(), 0);
    }
};

NIGHTKEEP_TEST(TstSettingsModel, unit, Core)
#include "tst_settingsmodel.moc"
