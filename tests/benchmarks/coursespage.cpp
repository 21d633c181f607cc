// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/tableproxy.h"
#include "models/courses/coursestable.h"
#include "tests/benchmarks/comparison.h"
#include "tests/courses/madecourses.h"
#include "widgets/common/datatable.h"

#include <QEventLoop>
#include <QLineEdit>
#include <QScrollBar>
#include <QSettings>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <cstdio>
#include <utility>
#include <vector>

namespace Nightkeep {

namespace {

constexpr int pageRows = 100'000;

QList<CourseBackups> pageCourses()
{
    QList<CourseBackups> rows;
    for (int number = 0; number < pageRows; ++number) {
        CourseBackups row;
        row.site = QStringLiteral("moodle");
        const int mixed = int(qint64(number) * 7919 % pageRows); // as good as shuffled
        row.course = MadeCourses::course(number + 1, QStringLiteral("COURSE%1").arg(mixed));
        row.course.categoryName = QStringLiteral("Science / Department %1").arg(mixed % 97);
        BackupCopy copy;
        copy.made = MadeCourses::lastRun().addSecs(-mixed * 60);
        copy.file = MadeCourses::zip(row.course, copy.made);
        copy.file.bytes = 1000 + mixed;
        copy.isSound = copy.isWhole = true;
        row.copies = {copy};
        row.good = 0;
        row.byMoodle = 1;
        row.bytes = copy.file.bytes;
        row.verdict = mixed % 9 == 0 ? CourseVerdict::Old : CourseVerdict::Safe;
        row.reason = QStringLiteral("There is a good copy.");
        rows.append(row);
    }
    return rows;
}

/// The window's table, and for how long its events had to wait.
class CoursesStage
{
public:
    CoursesStage()
        : settings(folder.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat)
        , model(CoursesTable::description())
        , table(QStringLiteral("courses"), settings)
    {
        rows = pageCourses();
        model.setRows(rows, MadeCourses::now());
        table.setModel(&model);
        table.resize(1200, 800);
        table.show();
        QObject::connect(&tick, &QTimer::timeout, &tick, [this] { note(); });
        tick.start(1);
        settle();
    }

    /// Once through all that waits.
    static void turn()
    {
        QEventLoop loop;
        QTimer::singleShot(0, &loop, &QEventLoop::quit);
        loop.exec();
    }
    void settle()
    {
        do
            turn();
        while (proxy().isBusy());
        for (int more = 0; more < 3; ++more) // what follows from it
            turn();
    }
    [[nodiscard]] TableProxy &proxy() { return *static_cast<TableProxy *>(table.view()->model()); }

    template<typename Act> void tellStall(const char *what, Act act)
    {
        settle();
        longest = 0;
        since.start();
        act();
        settle();
        note();
        std::printf("{\"bench\":\"the window's longest stall, %s\",\"milliseconds\":%lld,\"goal\":100}\n", what,
                    static_cast<long long>(longest));
        std::fflush(stdout);
    }

    QTemporaryDir folder;
    QSettings settings;
    QList<CourseBackups> rows;
    ColumnTable<CourseBackups> model;
    DataTable table;

private:
    void note() { longest = std::max(longest, since.isValid() ? since.restart() : 0); }

    QTimer tick;
    QElapsedTimer since;
    qint64 longest = 0;
};

/// The same keys, as plain values of their type.
bool sortPlainly(const QVariantList &values, bool areTexts)
{
    if (areTexts) {
        QStringList texts;
        for (const QVariant &value : values)
            texts.append(value.toString());
        const QCollator order = peoplesOrder();
        std::stable_sort(texts.begin(), texts.end(), order);
        return texts.size() == values.size();
    }
    std::vector<std::pair<qint64, int>> numbers;
    for (const QVariant &value : values)
        numbers.emplace_back(value.typeId() == QMetaType::QDateTime ? value.toDateTime().toMSecsSinceEpoch()
                                                                    : value.toLongLong(),
                             int(numbers.size()));
    std::stable_sort(numbers.begin(), numbers.end(),
                     [](const auto &one, const auto &other) { return one.first < other.first; });
    return qsizetype(numbers.size()) == values.size();
}

bool benchPageSort(CoursesStage &stage)
{
    bool ran = true;
    for (const auto &[column, name] : {std::pair {CoursesTable::CourseColumn, "course"},
                                       {CoursesTable::LastGoodColumn, "last good copy"},
                                       {CoursesTable::BytesColumn, "bytes"}}) {
        QVariantList values;
        for (int row = 0; row < stage.model.rowCount(); ++row)
            values.append(stage.model.index(row, column).data(SortRole));
        Qt::SortOrder order = Qt::AscendingOrder;
        const auto subject = [&, column = column] {
            order = order == Qt::AscendingOrder ? Qt::DescendingOrder : Qt::AscendingOrder;
            stage.table.view()->sortByColumn(column, order);
            stage.settle();
            return stage.proxy().rowCount() == pageRows;
        };
        ran = compare({QByteArray("the window sorts 100,000 courses by ") + name, "std::stable_sort of the same keys",
                       3.0, 7, subject,
                       [&, column = column] { return sortPlainly(values, column == CoursesTable::CourseColumn); }})
            && ran;
    }
    return ran;
}

bool benchPageFilter(CoursesStage &stage)
{
    QStringList texts;
    for (int row = 0; row < stage.model.rowCount(); ++row) {
        QString whole;
        for (int column = 0; column < stage.model.columnCount(); ++column)
            whole += TableProxy::cellLines(stage.model.index(row, column)).join(u'\n') + u'\n';
        texts.append(whole);
    }
    auto *filter = stage.table.findChild<QLineEdit *>();
    const QStringList words {QStringLiteral("department 12"), QStringLiteral("course77")};
    int turn = 0;
    const auto subject = [&] {
        filter->setText(words.at(++turn % 2));
        stage.settle();
        return stage.proxy().rowCount() > 0;
    };
    const auto peer = [&] {
        const QString word = words.at(turn % 2).split(u' ').constLast();
        return std::count_if(texts.cbegin(), texts.cend(),
                             [&word](const QString &text) { return text.contains(word, Qt::CaseInsensitive); })
            > 0;
    };
    const bool ran = compare({"the window filters 100,000 courses", "one pass of QString::contains over the same texts",
                              2.0, 9, subject, peer});
    filter->clear();
    return ran;
}

} // namespace

bool benchCoursesPage()
{
    CoursesStage stage;
    QTableView *view = stage.table.view();
    auto *filter = stage.table.findChild<QLineEdit *>();
    bool ran = true;
    stage.tellStall("first filter", [&] { filter->setText(QStringLiteral("department 12")); });
    stage.tellStall("filter taken away", [&] { filter->clear(); });
    stage.tellStall("sort by texts", [&] { view->sortByColumn(CoursesTable::CourseColumn, Qt::AscendingOrder); });
    stage.tellStall("sort by moments", [&] { view->sortByColumn(CoursesTable::LastGoodColumn, Qt::AscendingOrder); });
    stage.tellStall("scrolling", [&] {
        for (int step = 0; step < 100; ++step) {
            view->verticalScrollBar()->setValue(view->verticalScrollBar()->maximum() / 100 * step);
            CoursesStage::turn();
        }
    });
    QList<CourseBackups> changed = stage.rows;
    for (int row = 0; row < pageRows; row += 3)
        changed[row].course.status = CourseStatus::Error;
    stage.tellStall("refresh", [&] { stage.model.setRows(changed, MadeCourses::now().addSecs(60)); });
    bool there = false;
    ran = compare({"a refresh of 100,000 courses in the window", "std::sort of their keys", 3.0, 7,
                   [&] {
                       there = !there;
                       stage.model.setRows(there ? stage.rows : changed, MadeCourses::now());
                       stage.settle();
                       return true;
                   },
                   [&] {
                       QStringList keys;
                       for (const CourseBackups &course : std::as_const(stage.rows))
                           keys.append(course.key());
                       std::sort(keys.begin(), keys.end());
                       return keys.size() == pageRows;
                   }});
    ran = benchPageSort(stage) && ran;
    return benchPageFilter(stage) && ran;
}

} // namespace Nightkeep
