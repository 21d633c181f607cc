// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/columntable.h"
#include "tests/support/dragcolumn.h"
#include "tests/support/testmain.h"
#include "widgets/common/datatable.h"
#include "widgets/common/factsview.h"
#include "widgets/common/nextsteps.h"
#include "widgets/common/statedelegate.h"
#include "widgets/common/tablecolumns.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSplitter>
#include <QStandardItemModel>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTextEdit>
#include <QToolButton>

using namespace Nightkeep;

namespace {

struct FitRow
{
    QString name;
    QString value;
    QString meaning;

    bool operator==(const FitRow &) const = default;
};

enum FitColumn { NameColumn, ValueColumn, MeaningColumn };

TableDescription<FitRow> fitTable()
{
    using Column = TableColumn<FitRow>;
    return {[](const FitRow &row) { return row.name; },
            {Column(QStringLiteral("Name"), &FitRow::name).with(&Column::width, 12),
             Column(QStringLiteral("Value"), &FitRow::value).with(&Column::width, 20),
             Column(QStringLiteral("Meaning"), &FitRow::meaning).with(&Column::width, 60)}};
}

QImage drawnCell(const QString &text, const QList<int> &struck = {})
{
    QStandardItemModel model(1, 1);
    model.setData(model.index(0, 0), QStringList {text}, LinesRole);
    model.setData(model.index(0, 0), QVariant::fromValue(struck), StruckLinesRole);
    QStyleOptionViewItem option;
    option.font = QApplication::font();
    option.fontMetrics = QFontMetrics(option.font);
    option.rect = QRect(0, 0, option.fontMetrics.averageCharWidth() * 30, option.fontMetrics.lineSpacing() * 5);
    option.palette.setColor(QPalette::Text, Qt::black);
    option.state = QStyle::State_Enabled | QStyle::State_Active;
    QImage image(option.rect.size(), QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    StateDelegate().paint(&painter, option, model.index(0, 0));
    return image;
}

const QString someHours = QStringLiteral("Tuesday and Thursday at 03:00");

} // namespace

class TstTableFit : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_settings = std::make_unique<QSettings>(m_folder.filePath(QStringLiteral("%1.ini").arg(++m_number)),
                                                 QSettings::IniFormat);
        m_model = std::make_unique<ColumnTable<FitRow>>(fitTable());
        m_model->setRows({{QStringLiteral("keep"), QStringLiteral("not read yet"), QStringLiteral("Copies.")}});
        openTable();
    }
    void cleanup()
    {
        m_table.reset();
        m_model.reset();
        m_settings.reset();
    }

    /// Widths were fixed while the cells said "not read yet", and then remembered.
    void aColumnFollowsWhatStandsInIt()
    {
        QVERIFY(width(ValueColumn) < textWidth(someHours));
        m_model->setRows({{QStringLiteral("keep"), someHours, QStringLiteral("Copies.")}});
        QTRY_VERIFY2(width(ValueColumn) >= textWidth(someHours), qPrintable(QString::number(width(ValueColumn))));
        m_model->setRows({{QStringLiteral("keep"), QStringLiteral("no"), QStringLiteral("Copies.")}});
        QTRY_VERIFY(width(ValueColumn) < textWidth(someHours));
    }

    void aDraggedColumnStaysAsItIs()
    {
        dragColumn(*header(), ValueColumn, 77);
        QCOMPARE(width(ValueColumn), 77);
        m_model->setRows({{QStringLiteral("keep"), someHours, QStringLiteral("Copies.")},
                          {QStringLiteral("backup_sche_weekdays"), someHours, QStringLiteral("Days.")}});
        QTRY_VERIFY(width(NameColumn) >= textWidth(QStringLiteral("backup_sche_weekdays")));
        QCOMPARE(width(ValueColumn), 77);
        openTable(); // remembered, and the others are fitted again
        QCOMPARE(width(ValueColumn), 77);
        m_model->setRows({{QStringLiteral("keep"), someHours, QStringLiteral("Copies.")}});
        QTRY_VERIFY(width(NameColumn) < textWidth(QStringLiteral("backup_sche_weekdays")));
        QCOMPARE(width(ValueColumn), 77);
    }

    void aDoubleClickOnTheEdgeFitsItAgain()
    {
        dragColumn(*header(), ValueColumn, 77);
        m_model->setRows({{QStringLiteral("keep"), someHours, QStringLiteral("Copies.")}});
        emit header()->sectionHandleDoubleClicked(ValueColumn);
        QTRY_VERIFY(width(ValueColumn) >= textWidth(someHours));
    }

    void noColumnPushesTheOthersOut()
    {
        const int before = width(ValueColumn);
        const QString prose(400, u'x');
        m_model->setRows({{prose, prose, prose}});
        QTRY_VERIFY(width(ValueColumn) > before);
        QVERIFY(width(NameColumn) <= header()->viewport()->width() / 2);
        QVERIFY(width(NameColumn) + width(ValueColumn) < header()->viewport()->width());
    }

    void proseGoesOnInTheNextLine()
    {
        const int one = m_table->view()->rowHeight(0);
        const QString sentence = QStringLiteral("How many copies of each course Moodle keeps before it deletes one. ");
        m_model->setRows({{QStringLiteral("keep"), QStringLiteral("2"), sentence.repeated(8).trimmed()}});
        QTRY_VERIFY(m_table->view()->rowHeight(0) >= one + m_table->view()->fontMetrics().lineSpacing());
        QVERIFY(m_table->view()->rowHeight(0) < one + 4 * m_table->view()->fontMetrics().lineSpacing());
    }

    void onlyProseIsWrapped_data()
    {
        QTest::addColumn<QString>("begin");
        QTest::addColumn<bool>("wraps");
        QTest::newRow("prose") << QStringLiteral("It is kept for sixty days, and after that it is ") << true;
        QTest::newRow("a path") << QStringLiteral("/data/moodle and some more words of a folder's name ") << false;
    }
    void onlyProseIsWrapped()
    {
        QFETCH(QString, begin);
        QFETCH(bool, wraps);
        // Their difference is where only a second line, or an elision in the middle, shows it.
        const QImage one = drawnCell(begin + QStringLiteral("deleted by the night's run WWWWWWWW"));
        const QImage other = drawnCell(begin + QStringLiteral("deleted by the night's run iiiiiiii"));
        QVERIFY(one != other);
        const auto isBlank = [&one](int y) {
            for (int x = 0; x < one.width(); ++x) {
                if (one.pixelColor(x, y) != QColor(Qt::white))
                    return false;
            }
            return true;
        };
        int lines = 0;
        for (int y = 1; y < one.height(); ++y)
            lines += isBlank(y - 1) && !isBlank(y) ? 1 : 0;
        QVERIFY2((lines > 1) == wraps, qPrintable(QString::number(lines)));
    }

    void whatIsNotSoIsStruckThrough()
    {
        QVERIFY(drawnCell(QStringLiteral("/data")) != drawnCell(QStringLiteral("/data"), {0}));
    }

    void viewsAreRememberedEachForItself()
    {
        auto *views = m_table->findChild<QComboBox *>(QStringLiteral("optionsView"));
        QVERIFY(!views->accessibleName().isEmpty());
        QCOMPARE(shown(), QStringLiteral("Name Value Meaning"));
        header()->moveSection(header()->visualIndex(MeaningColumn), 0);
        QCOMPARE(shown(), QStringLiteral("Meaning Name Value"));
        views->setCurrentIndex(1);
        QCOMPARE(shown(), QStringLiteral("Value Name"));
        QVERIFY2(m_table->csv().startsWith("Value,Name,Meaning\r\n"), m_table->csv().constData());
        hideColumn(QStringLiteral("Name"));
        QVERIFY2(m_table->csv().startsWith("Value,Meaning\r\n"), m_table->csv().constData()); // not what a person hid
        openTable();
        views = m_table->findChild<QComboBox *>(QStringLiteral("optionsView"));
        QCOMPARE(views->currentIndex(), 1);
        QCOMPARE(shown(), QStringLiteral("Value"));
        views->setCurrentIndex(0);
        QCOMPARE(shown(), QStringLiteral("Meaning Name Value"));
        QVERIFY(m_table->csv().startsWith("Meaning,Name,Value\r\n"));
    }

    void aColumnThatNoViewNamesIsInAll()
    {
        m_table.reset();
        m_table = std::make_unique<DataTable>(QStringLiteral("others"), *m_settings);
        m_table->setColumnViews(QStringLiteral("Which columns"),
                                {{QStringLiteral("one"), QStringLiteral("One"), {ValueColumn}},
                                 {QStringLiteral("other"), QStringLiteral("Other"), {NameColumn}}});
        m_table->setModel(m_model.get());
        QCOMPARE(shown(), QStringLiteral("Value Meaning"));
        m_table->findChild<QComboBox *>(QStringLiteral("othersView"))->setCurrentIndex(1);
        QCOMPARE(shown(), QStringLiteral("Name Meaning"));
    }

    void beginsSortedUntilAPersonSorts()
    {
        m_model->setRows(
            {{QStringLiteral("b"), QStringLiteral("2"), {}}, {QStringLiteral("a"), QStringLiteral("1"), {}}});
        const QAbstractItemModel *rows = m_table->view()->model();
        QTRY_COMPARE(rows->index(0, NameColumn).data().toString(), QStringLiteral("a"));
        header()->setSortIndicator(-1, Qt::AscendingOrder);
        QCOMPARE(rows->index(0, NameColumn).data().toString(), QStringLiteral("b"));
        openTable();
        rows = m_table->view()->model();
        QCOMPARE(rows->index(0, NameColumn).data().toString(), QStringLiteral("b"));
    }

    void theFirstIsThatOfTheFirstOrder()
    {
        m_model->setRows({});
        openTable();
        m_model->setRows(
            {{QStringLiteral("b"), QStringLiteral("2"), {}}, {QStringLiteral("a"), QStringLiteral("1"), {}}});
        m_table->selectFirst(); // at once, as pages do
        QCOMPARE(m_table->currentKey(), QStringLiteral("a"));
    }

    void theKeyboardGoesToWhatIsSeen()
    {
        m_table->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_table.get(), 60000));
        m_table->setFocus();
        QVERIFY(m_table->focusWidget() == m_table->view());
        auto *filter = m_table->findChild<QLineEdit *>(QStringLiteral("optionsFilter"));
        filter->setText(QStringLiteral("nothing has this"));
        QVERIFY(!m_table->view()->isVisible());
        m_table->setFocus();
        QVERIFY(m_table->focusWidget() == filter);
        filter->clear();
        m_table->setFocus();
        QVERIFY(m_table->focusWidget() == m_table->view());
    }

    void aCellIsSpokenWithItsState_data()
    {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<int>("state");
        QTest::addColumn<QList<int>>("lineStates");
        QTest::addColumn<QString>("spoken");
        const QStringList two {QStringLiteral("/data"), QStringLiteral("/var")};
        QTest::newRow("no state") << two << -1 << QList<int>() << QStringLiteral("/data\n/var");
        QTest::newRow("of the cell") << two << int(State::Bad) << QList<int>() << QStringLiteral("bad: /data\n/var");
        QTest::newRow("of a line") << two << -1 << QList<int> {-1, int(State::Unknown)}
                                   << QStringLiteral("/data\nunknown: /var");
        QTest::newRow("the word alone") << QStringList {QStringLiteral("bad")} << int(State::Bad) << QList<int>()
                                        << QStringLiteral("bad");
    }
    void aCellIsSpokenWithItsState()
    {
        QFETCH(QStringList, lines);
        QFETCH(int, state);
        QFETCH(QList<int>, lineStates);
        QFETCH(QString, spoken);
        QCOMPARE(spokenCell(lines, state < 0 ? std::nullopt : std::optional(State(state)), lineStates), spoken);
    }

    void factsAreFoldedBySubject()
    {
        FactsView view;
        view.rememberFolding(*m_settings, QStringLiteral("options"));
        const auto describe = [](FactsView &facts) {
            facts.title(QStringLiteral("keep"));
            facts.heading(QStringLiteral("Disks"), QStringLiteral("disks"));
            facts.fact(QStringLiteral("/data"), QStringLiteral("half full"));
            facts.state(State::Bad, QStringLiteral("it fills"));
            facts.heading(QStringLiteral("Page"));
            facts.paragraph(QStringLiteral("as ever"));
        };
        view.describe(QStringLiteral("a"), describe);
        QVERIFY(view.toPlainText().contains(QStringLiteral("half full")));
        emit view.anchorClicked(QUrl(QStringLiteral("fold:disks")));
        QVERIFY(view.toPlainText().contains(QStringLiteral("Disks")));
        QVERIFY(!view.toPlainText().contains(QStringLiteral("half full")));
        QVERIFY(!view.toPlainText().contains(QStringLiteral("it fills")));
        QVERIFY(view.toPlainText().contains(QStringLiteral("as ever")));
        QVERIFY(view.textCursor().selectedText().contains(QStringLiteral("Disks"))); // the keyboard stays there

        FactsView again;
        again.rememberFolding(*m_settings, QStringLiteral("options"));
        again.describe(QStringLiteral("b"), describe);
        QVERIFY(!again.toPlainText().contains(QStringLiteral("half full")));
    }

    void headingsAreFoldedByKeyboard_data()
    {
        QTest::addColumn<Qt::Key>("key");
        QTest::newRow("Enter") << Qt::Key_Return;
        QTest::newRow("Space") << Qt::Key_Space;
    }
    void headingsAreFoldedByKeyboard()
    {
        QFETCH(Qt::Key, key);
        FactsView view;
        const auto describe = [](FactsView &facts) {
            facts.heading(QStringLiteral("Disks"), QStringLiteral("disks"));
            facts.fact(QStringLiteral("/data"), QStringLiteral("half full"));
        };
        view.describe(QStringLiteral("a"), describe);
        view.show();
        QVERIFY(QTest::qWaitForWindowExposed(&view, 60000));
        view.setFocus();
        QTest::keyClick(&view, Qt::Key_Tab);
        QVERIFY2(view.textCursor().selectedText().contains(QStringLiteral("Disks")),
                 qPrintable(view.textCursor().selectedText()));
        QTest::keyClick(&view, key);
        QVERIFY(!view.toPlainText().contains(QStringLiteral("half full")));
        QTest::keyClick(&view, key);
        QVERIFY(view.toPlainText().contains(QStringLiteral("half full")));
        view.describe(QStringLiteral("a"), describe); // as each minute
        QVERIFY(view.textCursor().selectedText().contains(QStringLiteral("Disks")));
        view.describe(QStringLiteral("b"), describe);
        QVERIFY(!view.textCursor().hasSelection());
    }

    void stepsHaveTheirButtons()
    {
        QAction act(QStringLiteral("&Request…"));
        QSignalSpy triggered(&act, &QAction::triggered);
        QWidget parent;
        NextSteps steps(&parent);
        const auto step = [&act](const QString &title) {
            return NextSteps::Step {State::Bad, title, QStringLiteral("Ask for it."), &act};
        };
        steps.setSteps({step(QStringLiteral("It is not backed up.")),
                        {State::Unknown, QStringLiteral("It is old."), {}, nullptr},
                        step(QStringLiteral("third")),
                        step(QStringLiteral("fourth"))});
        QCOMPARE(steps.findChild<QLabel *>(QStringLiteral("step0"))->text(), QStringLiteral("It is not backed up."));
        auto *button = steps.findChild<QPushButton *>(QStringLiteral("step0Act"));
        QCOMPARE(button->text(), QStringLiteral("Request…")); // whose letter is the menu's
        button->click();
        QCOMPARE(triggered.count(), 1);
        act.setEnabled(false);
        QVERIFY(!button->isEnabled());
        for (const char *none : {"step0Other", "step1Act", "step1Other"})
            QVERIFY2(steps.findChild<QPushButton *>(QLatin1String(none))->isHidden(), none);
        QVERIFY(steps.findChild<QLabel *>(QStringLiteral("moreSteps"))->text().startsWith(QStringLiteral("2 more")));
        QVERIFY(!steps.isHidden());
        QAction other(QStringLiteral("Take back"));
        QSignalSpy otherwise(&other, &QAction::triggered);
        steps.setSteps({{State::Bad, QStringLiteral("Two ways."), {}, &act, &other}});
        auto *second = steps.findChild<QPushButton *>(QStringLiteral("step0Other"));
        QVERIFY(!second->isHidden());
        second->click();
        QCOMPARE(otherwise.count(), 1);
        steps.setSteps({});
        QVERIFY(steps.isHidden());
    }

    /// A splitter had cut the last lines.
    void stepsAreAsHighAsTheirWordsNeed()
    {
        QSplitter splitter(Qt::Vertical);
        splitter.addWidget(new QTextEdit);
        auto *steps = new NextSteps(&splitter);
        splitter.addWidget(steps);
        splitter.resize(steps->fontMetrics().averageCharWidth() * 30, steps->fontMetrics().lineSpacing() * 60);
        steps->setSteps({NextSteps::Step {
            State::Bad, QStringLiteral("It is not backed up, and nobody knows since when. ").repeated(3),
            QStringLiteral("Ask the storage team for it, and say until when it is needed."), nullptr}});
        splitter.show();
        splitter.setSizes({1000, 1});
        QTRY_VERIFY(steps->height() >= steps->heightForWidth(steps->width()));
    }

    void aPathGivesWayBeforeTheWordsAroundIt_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("begins");
        QTest::addColumn<QString>("ends");
        QTest::newRow("a state before it") << QStringLiteral("not covered /data/apache/htdocs/moodle/blocks")
                                           << QStringLiteral("not covered /") << QStringLiteral("blocks");
        QTest::newRow("a note after it") << QStringLiteral("/usr/local/webct/courses/files (by the page)")
                                         << QStringLiteral("/") << QStringLiteral("s (by the page)");
        QTest::newRow("a path alone") << QStringLiteral("/usr/local/webct/courses/files/of/the/term")
                                      << QStringLiteral("/u") << QStringLiteral("rm");
    }
    void aPathGivesWayBeforeTheWordsAroundIt()
    {
        QFETCH(QString, line);
        QFETCH(QString, begins);
        QFETCH(QString, ends);
        const QFontMetrics metrics(QApplication::font());
        const int whole = metrics.horizontalAdvance(line);
        QCOMPARE(elidedInPath(line, metrics, whole + 2), line);
        const QString cut = elidedInPath(line, metrics, whole * 3 / 4);
        QVERIFY2(cut.startsWith(begins) && cut.endsWith(ends), qPrintable(cut));
        QVERIFY(cut.contains(u'…') && metrics.horizontalAdvance(cut) <= whole * 3 / 4 + 2);
        const QString little = elidedInPath(line, metrics, whole / 4);
        QVERIFY(little.contains(u'…') && metrics.horizontalAdvance(little) <= whole / 4 + 2);
    }

private:
    void openTable()
    {
        m_table.reset();
        m_table = std::make_unique<DataTable>(QStringLiteral("options"), *m_settings);
        m_table->setColumnViews(
            QStringLiteral("Which columns"),
            {{QStringLiteral("all"), QStringLiteral("All"), {NameColumn, ValueColumn, MeaningColumn}},
             {QStringLiteral("short"), QStringLiteral("Short"), {ValueColumn, NameColumn}}});
        m_table->setFirstOrder(NameColumn);
        m_table->setModel(m_model.get());
        m_table->resize(700, 300);
        m_table->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_table.get(), 60000));
    }
    void hideColumn(const QString &title)
    {
        QMenu *menu = m_table->findChild<QToolButton *>(QStringLiteral("optionsColumns"))->menu();
        emit menu->aboutToShow();
        for (QAction *action : menu->actions()) {
            if (action->text() == title)
                action->setChecked(false);
        }
    }
    [[nodiscard]] QHeaderView *header() const { return m_table->view()->horizontalHeader(); }
    [[nodiscard]] int width(int column) const { return header()->sectionSize(column); }
    [[nodiscard]] int textWidth(const QString &text) const
    {
        return m_table->view()->fontMetrics().horizontalAdvance(text);
    }
    [[nodiscard]] QString shown() const
    {
        QStringList titles;
        for (int visual = 0; visual < header()->count(); ++visual) {
            const int column = header()->logicalIndex(visual);
            if (!header()->isSectionHidden(column))
                titles << m_model->headerData(column, Qt::Horizontal).toString();
        }
        return titles.join(u' ');
    }

    QTemporaryDir m_folder;
    int m_number = 0;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<ColumnTable<FitRow>> m_model;
    std::unique_ptr<DataTable> m_table;
};

NIGHTKEEP_TEST(TstTableFit, widget, Window)
#include "tst_tablefit.moc"
