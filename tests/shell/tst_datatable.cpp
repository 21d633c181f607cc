// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/columntable.h"
#include "models/base/state.h"
#include "models/base/tableproxy.h"
#include "tests/support/dragcolumn.h"
#include "tests/support/testmain.h"
#include "widgets/common/datatable.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QToolButton>

using namespace Nightkeep;

namespace {

struct Row
{
    QString name;
    QVariant size;
    QStringList folders;
    State state = State::Good;
};

class FolderModel final : public QAbstractTableModel
{
public:
    enum Column { NameColumn, SizeColumn, FoldersColumn, StateColumn, ColumnCount };
    QList<Row> rows;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(rows.size());
    }
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : ColumnCount;
    }
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        static const QStringList titles {QStringLiteral("Name"), QStringLiteral("Size"), QStringLiteral("Folders"),
                                         QStringLiteral("State")};
        return orientation == Qt::Horizontal && role == Qt::DisplayRole ? titles.value(section) : QVariant();
    }
    [[nodiscard]] QVariant data(const QModelIndex &index, int role) const override
    {
        const Row &row = rows.at(index.row());
        if (role == KeyRole)
            return row.name;
        switch (Column(index.column())) {
        case NameColumn:
            return role == Qt::DisplayRole || role == SortRole ? row.name : QVariant();
        case SizeColumn:
            if (role == SortRole)
                return row.size;
            return role == Qt::DisplayRole ? QVariant(row.size.isValid() ? row.size.toString() : QStringLiteral("?"))
                                           : QVariant();
        case FoldersColumn:
            if (role == LinesRole)
                return row.folders;
            return role == Qt::DisplayRole || role == SortRole ? row.folders.join(u' ') : QVariant();
        case StateColumn:
            if (role == StateRole || role == SortRole)
                return int(row.state);
            return role == Qt::DisplayRole ? stateWord(row.state) : QVariant();
        case ColumnCount:
            break;
        }
        return {};
    }
    void reset(const QList<Row> &wanted)
    {
        beginResetModel();
        rows = wanted;
        endResetModel();
    }
    void remove(int at)
    {
        beginRemoveRows({}, at, at);
        rows.removeAt(at);
        endRemoveRows();
    }
    void insert(int at, const Row &row)
    {
        beginInsertRows({}, at, at);
        rows.insert(at, row);
        endInsertRows();
    }
};

QList<Row> someRows()
{
    return {{QStringLiteral("moodle-a"), 30, {QStringLiteral("/data/moodle"), QStringLiteral("/var")}, State::Good},
            {QStringLiteral("moodle-b"), {}, {}, State::Bad},
            {QStringLiteral("webapps"), 4, {QStringLiteral("=cmd|' /C calc'!A0")}, State::Unknown}};
}

struct NumberedRow
{
    int number = 0;
    int size = 0;
    bool operator==(const NumberedRow &) const = default;
};

QString numberedKey(int number)
{
    return QStringLiteral("course %1").arg(number, 4, 10, QLatin1Char('0'));
}

} // namespace

class TstDatatable : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("%1.ini").arg(++m_number)),
                                                 QSettings::IniFormat);
        m_model = std::make_unique<FolderModel>();
        m_model->rows = someRows();
        m_table = std::make_unique<DataTable>(QStringLiteral("servers"), *m_settings);
        m_table->setModel(m_model.get());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_table->view()->model(),
                                                              QAbstractItemModelTester::FailureReportingMode::QtTest);
        m_table->resize(800, 400);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get(), 60000));
    }
    void cleanup()
    {
        m_tester.reset();
        m_table.reset();
        m_model.reset();
        m_settings.reset();
    }

    void headerSortsWithUnknownLast()
    {
        QCOMPARE(names(), QStringLiteral("moodle-a moodle-b webapps"));
        clickHeader(FolderModel::SizeColumn);
        QCOMPARE(names(), QStringLiteral("webapps moodle-a moodle-b"));
        clickHeader(FolderModel::SizeColumn);
        QCOMPARE(names(), QStringLiteral("moodle-a webapps moodle-b"));
        clickHeader(FolderModel::SizeColumn); // the page's own order again
        QCOMPARE(names(), QStringLiteral("moodle-a moodle-b webapps"));
    }

    void filterBoxHidesRowsAndSaysSo()
    {
        auto *filter = m_table->findChild<QLineEdit *>();
        m_table->focusFilter();
        QTest::keyClicks(filter, QStringLiteral("moodle /var"));
        QCOMPARE(names(), QStringLiteral("moodle-a"));
        auto *count = m_table->findChild<QLabel *>(QStringLiteral("serversCount"));
        QCOMPARE(count->text(), QStringLiteral("1 of 3 rows"));
        QTest::keyClicks(filter, QStringLiteral("nothing has this"));
        QVERIFY(!m_table->view()->isVisible());
        auto *clear = m_table->findChild<QPushButton *>(QStringLiteral("emptyFirstStep"));
        QVERIFY(clear->isVisible());
        QTest::mouseClick(clear, Qt::LeftButton);
        QCOMPARE(filter->text(), QString());
        QVERIFY(m_table->view()->isVisible());
        QCOMPARE(names(), QStringLiteral("moodle-a moodle-b webapps"));
    }

    void aChoiceShowsItsRowsAlone()
    {
        const QAbstractItemModel *model = m_model.get();
        m_table->addRowFilter(QStringLiteral("choice"), QStringLiteral("Which rows"),
                              {{QStringLiteral("All"), -1},
                               {QStringLiteral("Bad"), int(State::Bad)},
                               {QStringLiteral("Working"), int(State::Working)}},
                              [model](int state, int row) {
                                  return state < 0
                                      || model->index(row, FolderModel::StateColumn).data(StateRole).toInt() == state;
                              });
        auto *choice = m_table->findChild<QComboBox *>(QStringLiteral("choice"));
        choice->setCurrentIndex(1);
        QCOMPARE(names(), QStringLiteral("moodle-b"));
        choice->setCurrentIndex(2);
        QCOMPARE(names(), QString());
        QVERIFY(!m_table->view()->isVisible());
        QTest::mouseClick(m_table->findChild<QPushButton *>(QStringLiteral("emptyFirstStep")), Qt::LeftButton);
        QCOMPARE(choice->currentIndex(), 0);
        QCOMPARE(names(), QStringLiteral("moodle-a moodle-b webapps"));
        choice->setCurrentIndex(1);
        m_table->selectKey(QStringLiteral("webapps")); // where a finding leads must be seen
        QCOMPARE(m_table->currentKey(), QStringLiteral("webapps"));
        QCOMPARE(names(), QStringLiteral("moodle-a moodle-b webapps"));
    }

    void chosenRowSurvivesRefreshAndFilter()
    {
        QSignalSpy changed(m_table.get(), &DataTable::currentKeyChanged);
        m_table->selectKey(QStringLiteral("moodle-b"));
        QCOMPARE(changed.count(), 1);
        clickHeader(FolderModel::NameColumn);
        clickHeader(FolderModel::NameColumn);
        QCOMPARE(m_table->currentKey(), QStringLiteral("moodle-b"));

        QList<Row> rows = someRows();
        std::reverse(rows.begin(), rows.end());
        m_model->reset(rows);
        QCOMPARE(m_table->currentKey(), QStringLiteral("moodle-b"));
        QCOMPARE(m_table->view()->selectionModel()->selectedRows().size(), 1);

        auto *filter = m_table->findChild<QLineEdit *>();
        filter->setText(QStringLiteral("webapps"));
        filter->clear();
        QCOMPARE(m_table->currentKey(), QStringLiteral("moodle-b"));

        m_model->remove(1); // taken out and put in again, as a coarse refresh does
        m_model->insert(0, {QStringLiteral("moodle-b"), 5, {}, State::Good});
        QCOMPARE(m_table->currentKey(), QStringLiteral("moodle-b"));
    }

    /// Few changes come one by one, many at once.
    void whatIsInSightSurvivesARefresh_data()
    {
        QTest::addColumn<int>("step"); // between the numbers that go, and that come
        QTest::newRow("few") << 60;
        QTest::newRow("many") << 5;
    }
    void whatIsInSightSurvivesARefresh()
    {
        QFETCH(int, step);
        using Column = TableColumn<NumberedRow>;
        auto *model = new ColumnTable<NumberedRow>(
            {[](const NumberedRow &row) { return numberedKey(row.number); },
             {Column(QStringLiteral("Name"), [](const NumberedRow &row) { return numberedKey(row.number); }),
              Column(QStringLiteral("Size"), [](const NumberedRow &row) { return QString::number(row.size); })}},
            m_table.get());
        QList<NumberedRow> before;
        QList<NumberedRow> after;
        for (int number = 0; number < 600; ++number) {
            if (number % step != 1)
                before.append({number, 1});
            if (number % step != 2)
                after.append({number, number % 3});
        }
        model->setRows(before);
        m_table->setModel(model);
        QTableView *view = m_table->view();
        view->sortByColumn(0, Qt::DescendingOrder);
        m_table->selectKey(numberedKey(300));
        view->selectionModel()->select(view->currentIndex().siblingAtRow(view->currentIndex().row() + 10),
                                       QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QStringList chosen = m_table->selectedKeys();
        chosen.sort();
        QCOMPARE(chosen.size(), 2);
        view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 2);
        QVERIFY(view->verticalScrollBar()->value() > 0);
        const auto first = [view] { return view->model()->index(view->verticalHeader()->logicalIndexAt(0), 0); };
        // One that stays.
        while (first().data(KeyRole).toString().last(4).toInt() % step == 2)
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->value() + view->rowHeight(0));
        const QString inSight = first().data(KeyRole).toString();
        const QString current = m_table->currentKey();

        model->setRows(after);
        QCOMPARE(view->model()->rowCount(), int(after.size()));
        QTRY_COMPARE(first().data(KeyRole).toString(), inSight);
        QStringList left = m_table->selectedKeys();
        left.sort();
        QCOMPARE(left, chosen);
        QCOMPARE(m_table->currentKey(), current);
    }

    void whatIsChosenComesInSight_data()
    {
        QTest::addColumn<bool>("isNew"); // in a refresh; else a filter hid it, among many
        QTest::newRow("as it is new") << true;
        QTest::newRow("as the filter goes") << false;
    }
    void whatIsChosenComesInSight()
    {
        QFETCH(bool, isNew);
        auto *model = new ColumnTable<NumberedRow>(
            {[](const NumberedRow &row) { return numberedKey(row.number); },
             {TableColumn<NumberedRow>(QStringLiteral("Name"),
                                       [](const NumberedRow &row) { return numberedKey(row.number); })}},
            m_table.get());
        QList<NumberedRow> rows;
        for (int number = 1; number < 600; ++number)
            rows.append({number, 1});
        model->setRows(rows);
        m_table->setModel(model);
        const QTableView *view = m_table->view();
        const auto *count = m_table->findChild<QLabel *>(QStringLiteral("serversCount"));
        QTRY_VERIFY(view->verticalScrollBar()->maximum() > 0);
        if (isNew) {
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum());
            rows.prepend({0, 1});
            model->setRows(rows);
            m_table->selectKey(numberedKey(0)); // as who adds one does
            QTRY_VERIFY(count->text().startsWith(QStringLiteral("600")));
        } else {
            m_table->selectKey(numberedKey(300));
            auto *filter = m_table->findChild<QLineEdit *>();
            filter->setText(QStringLiteral("1"));
            QTRY_VERIFY(count->text().contains(QStringLiteral("of 599")));
            filter->clear();
            QTRY_VERIFY(count->text().startsWith(QStringLiteral("599")));
            QCOMPARE(m_table->currentKey(), numberedKey(300));
        }
        QTRY_VERIFY(view->viewport()->rect().contains(view->visualRect(view->currentIndex()).center()));
        QCOMPARE(view->currentIndex().data(KeyRole).toString(), numberedKey(isNew ? 0 : 300));
    }

    void theFirstOfALongTableIsChosenOnceItIsSorted()
    {
        constexpr int last = TableProxy::mostAtOnce + 1000;
        using Column = TableColumn<NumberedRow>;
        ColumnTable<NumberedRow> model(
            {[](const NumberedRow &row) { return numberedKey(row.number); },
             {Column(QStringLiteral("Name"), [](const NumberedRow &row) {
                  return numberedKey(row.number);
              }).with(&Column::sortValue, [](const NumberedRow &row) { return QVariant(-row.number); })}});
        QList<NumberedRow> rows;
        for (int number = 0; number <= last; ++number)
            rows.append({number, 1});
        model.setRows(rows);
        DataTable table(QStringLiteral("long"), *m_settings);
        table.setFirstOrder(0);
        table.setModel(&model);
        table.selectFirst();
        QCOMPARE(table.currentKey(), QString());
        QTRY_COMPARE_WITH_TIMEOUT(table.currentKey(), numberedKey(last), 60000);
    }

    void chosenByHandWinsOverTheRememberedOne()
    {
        m_table->selectKey(QStringLiteral("webapps"));
        QTest::keyClick(m_table->view(), Qt::Key_Home, Qt::ControlModifier); // moves the cursor, chooses nothing
        QCOMPARE(m_table->currentKey(), QStringLiteral("webapps"));
        QTest::keyClick(m_table->view(), Qt::Key_Space);
        QCOMPARE(m_table->currentKey(), QStringLiteral("moodle-a"));
        m_model->reset(someRows());
        QCOMPARE(m_table->currentKey(), QStringLiteral("moodle-a"));
    }

    void keyIsChosenWhenItsRowComes()
    {
        m_table->selectKey(QStringLiteral("late"));
        QCOMPARE(m_table->currentKey(), QString());
        m_model->insert(1, {QStringLiteral("late"), 1, {}, State::Good});
        QCOMPARE(m_table->currentKey(), QStringLiteral("late"));
    }

    void emptyTableOffersTheFirstStep()
    {
        QAction firstStep(QStringLiteral("&Import"));
        QAction otherStep(QStringLiteral("&Add"));
        QSignalSpy triggered(&firstStep, &QAction::triggered);
        QSignalSpy added(&otherStep, &QAction::triggered);
        m_table->setEmptyText(QStringLiteral("Servers would be here."), &firstStep, &otherStep);
        m_model->reset({});
        QTRY_VERIFY(!m_table->view()->isVisible());
        QCOMPARE(m_table->findChild<QLabel *>(QStringLiteral("emptyText"))->text(),
                 QStringLiteral("Servers would be here."));
        auto *step = m_table->findChild<QPushButton *>(QStringLiteral("emptyFirstStep"));
        QCOMPARE(step->text(), QStringLiteral("Import"));
        QTest::mouseClick(step, Qt::LeftButton);
        QCOMPARE(triggered.count(), 1);
        auto *other = m_table->findChild<QPushButton *>(QStringLiteral("emptyOtherStep"));
        QTest::mouseClick(other, Qt::LeftButton);
        QCOMPARE(added.count(), 1);
        QCOMPARE(triggered.count(), 1);
        m_table->setEmptyText(QStringLiteral("Servers would be here."), &firstStep);
        QVERIFY(!other->isVisible());
        m_model->reset(someRows());
        QTRY_VERIFY(m_table->view()->isVisible());
    }

    void columnsAreChosenAndOneStays()
    {
        hideColumn(QStringLiteral("Size"));
        QVERIFY(m_table->view()->isColumnHidden(FolderModel::SizeColumn));
        QVERIFY(!m_table->csv().contains("Size"));
        hideColumn(QStringLiteral("Folders"));
        hideColumn(QStringLiteral("State"));
        QVERIFY(!columnAction(QStringLiteral("Name"))->isEnabled());
        columnAction(QStringLiteral("Size"))->setChecked(true);
        QVERIFY(!m_table->view()->isColumnHidden(FolderModel::SizeColumn));
        QVERIFY(m_table->view()->columnWidth(FolderModel::SizeColumn) > 0);
    }

    void columnsAreRemembered()
    {
        hideColumn(QStringLiteral("Folders"));
        QHeaderView *header = m_table->view()->horizontalHeader();
        header->moveSection(header->visualIndex(FolderModel::StateColumn), 0);
        dragColumn(*header, FolderModel::NameColumn, 234);
        clickHeader(FolderModel::SizeColumn);
        m_tester.reset();
        m_table.reset();

        DataTable again(QStringLiteral("servers"), *m_settings);
        again.setModel(m_model.get());
        const QHeaderView *restored = again.view()->horizontalHeader();
        QVERIFY(restored->isSectionHidden(FolderModel::FoldersColumn));
        QCOMPARE(restored->visualIndex(FolderModel::StateColumn), 0);
        QCOMPARE(restored->sectionSize(FolderModel::NameColumn), 234);
        QCOMPARE(restored->sortIndicatorSection(), int(FolderModel::SizeColumn));
        QCOMPARE(again.view()->model()->index(0, FolderModel::NameColumn).data().toString(), QStringLiteral("webapps"));

        DataTable other(QStringLiteral("folders"), *m_settings); // another name, another memory
        other.setModel(m_model.get());
        QVERIFY(!other.view()->isColumnHidden(FolderModel::FoldersColumn));
    }

    void headerOfOtherColumnsIsNotPutOn()
    {
        m_settings->setValue(QStringLiteral("tables/jobs/header"), m_table->view()->horizontalHeader()->saveState());
        m_settings->setValue(QStringLiteral("tables/jobs/columns"), 9);
        DataTable jobs(QStringLiteral("jobs"), *m_settings);
        jobs.setModel(m_model.get());
        QCOMPARE(jobs.view()->horizontalHeader()->count(), int(FolderModel::ColumnCount));
        QVERIFY(!jobs.view()->isColumnHidden(FolderModel::NameColumn));
    }

    void copyGivesWholeRowsTabSeparated()
    {
        m_table->view()->setFocus();
        m_table->selectKey(QStringLiteral("moodle-a"));
        const QSignalSpy copied(m_table.get(), &DataTable::copied);
        QTest::keyClick(m_table->view(), Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(copied.value(0), QVariantList {QStringLiteral("1 rows were copied.")});
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("moodle-a\t30\t\"/data/moodle\n/var\"\tgood\n"));
        m_table->view()->selectAll();
        m_table->copy();
        QCOMPARE(QGuiApplication::clipboard()->text().count(u'\t'), 9);
    }

    void csvIsWhatIsShownAndRunsNothing()
    {
        m_table->view()->horizontalHeader()->moveSection(FolderModel::StateColumn, 0);
        clickHeader(FolderModel::NameColumn);
        clickHeader(FolderModel::NameColumn);
        QCOMPARE(m_table->csv(),
                 QByteArray("State,Name,Size,Folders\r\n"
                            "unknown,webapps,4,'=cmd|' /C calc'!A0\r\n"
                            "bad,moodle-b,?,\r\n"
                            "good,moodle-a,30,\"/data/moodle\n/var\"\r\n"));
    }

    void rowsAreAsHighAsTheirLines()
    {
        const QTableView *view = m_table->view();
        QTRY_VERIFY(view->rowHeight(0) > view->rowHeight(1));
        QVERIFY(view->rowHeight(0) >= 2 * view->fontMetrics().lineSpacing());
        QCOMPARE(view->rowHeight(1), view->rowHeight(2));
        clickHeader(FolderModel::SizeColumn); // the tall row is now the second
        QTRY_VERIFY(view->rowHeight(1) > view->rowHeight(0));
    }

    void enterActivatesTheRow()
    {
        QSignalSpy activated(m_table.get(), &DataTable::keyActivated);
        m_table->selectKey(QStringLiteral("webapps"));
        QTest::keyClick(m_table->view(), Qt::Key_Return);
        QCOMPARE(activated.count(), 1);
        QCOMPARE(activated.first().first().toString(), QStringLiteral("webapps"));
    }

private:
    QString names() const
    {
        const QAbstractItemModel *model = m_table->view()->model();
        QStringList list;
        for (int row = 0; row < model->rowCount(); ++row)
            list.append(model->index(row, FolderModel::NameColumn).data().toString());
        return list.join(u' ');
    }
    void clickHeader(int column)
    {
        QHeaderView *header = m_table->view()->horizontalHeader();
        const QPoint place(header->sectionViewportPosition(column) + header->sectionSize(column) / 2,
                           header->height() / 2);
        QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, place);
    }
    QAction *columnAction(const QString &title)
    {
        QMenu *menu = m_table->findChild<QToolButton *>(QStringLiteral("serversColumns"))->menu();
        emit menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == title)
                return action;
        }
        return nullptr;
    }
    void hideColumn(const QString &title) { columnAction(title)->setChecked(false); }

    QTemporaryDir m_folder;
    int m_number = 0;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<FolderModel> m_model;
    std::unique_ptr<DataTable> m_table;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

NIGHTKEEP_TEST(TstDatatable, widget, Window)
#include "tst_datatable.moc"
