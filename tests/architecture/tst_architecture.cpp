// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/testmain.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>
#include <QLibraryInfo>
#include <QRegularExpression>
#include <QTest>

namespace {

struct SourceFile
{
    QString path; ///< from the top of the tree
    QString text;
    [[nodiscard]] QString floor() const { return path.section(QLatin1Char('/'), 0, 0); }
    /// The room, or empty for a file on the floor itself.
    [[nodiscard]] QString room() const
    {
        return path.count(QLatin1Char('/')) > 1 ? path.section(QLatin1Char('/'), 1, 1) : QString();
    }
};

// A room may include itself and what stands before it here. The page of the matrix joins what can be
// done with a server, so on the floor of the widgets its room is the last of theirs.
const QStringList ModelRooms = QStringLiteral("base storage servers reachability coverage history matrix requests zips "
                                              "courses settings archives places catalogue retention meeting jobs")
                                   .split(QLatin1Char(' '));
const QStringList WidgetRooms = QStringLiteral("common servers storage reachability coverage history requests matrix "
                                               "settings courses places catalogue archives retention meeting jobs "
                                               "shell")
                                    .split(QLatin1Char(' '));

bool standsBefore(const QStringList &rooms, const SourceFile &file, const SourceFile &other)
{
    return !other.room().isEmpty() && rooms.indexOf(other.room()) <= rooms.indexOf(file.room());
}

bool mayInclude(const SourceFile &file, const QString &included)
{
    const SourceFile other {included, {}};
    const QString floor = file.floor();
    if (floor == QLatin1String("models")) {
        if (other.floor() != QLatin1String("models"))
            return false;
        return file.room().isEmpty() // models/workspace.h stands above its rooms
            || standsBefore(ModelRooms, file, other);
    }
    if (floor == QLatin1String("app")) {
        if (file.room().isEmpty()) // application and the two mains join the floors
            return true;
        return other.floor() == QLatin1String("models") || included == QLatin1String("app/apptr.h")
            || other.room() == file.room()
            || (file.room() == QLatin1String("ssh") && other.room() == QLatin1String("process"))
            || ((file.room() == QLatin1String("moodle") || file.room() == QLatin1String("store"))
                && other.room() == QLatin1String("mysql"));
    }
    if (floor == QLatin1String("widgets")) {
        return other.floor() == QLatin1String("models") || included == QLatin1String("widgets/widgetstr.h")
            || (other.floor() == QLatin1String("widgets") && standsBefore(WidgetRooms, file, other));
    }
    return true;
}

} // namespace

/// Holds the tree against the design's table of who may include whom, and against the rules that a
/// compiler cannot see.
class TstArchitecture : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        m_top = qEnvironmentVariable("NIGHTKEEP_SOURCE_DIR");
        QVERIFY(QFileInfo(m_top + QStringLiteral("/CMakeLists.txt")).exists());
        for (const QString &floor : {QStringLiteral("models"), QStringLiteral("app"), QStringLiteral("widgets"),
                                     QStringLiteral("tests"), QStringLiteral("resources")}) {
            QDirIterator files(m_top + QLatin1Char('/') + floor, QDir::Files, QDirIterator::Subdirectories);
            while (files.hasNext()) {
                QFile file(files.next());
                const QString name = file.fileName().mid(m_top.size() + 1);
                static const QRegularExpression read(QStringLiteral("\\.(h|cpp|sh|sql|txt)$"));
                if (!read.match(name).hasMatch() || name.startsWith(QLatin1String("tests/fixtures/")))
                    continue;
                QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(name));
                m_files.append({name, QString::fromUtf8(file.readAll())});
            }
        }
        QVERIFY(m_files.size() > 50);
    }

    void includesFollowTheTable()
    {
        static const QRegularExpression include(QStringLiteral("^#include \"([^\"]+)\""),
                                                QRegularExpression::MultilineOption);
        QStringList wrong;
        int seen = 0;
        for (const SourceFile &file : std::as_const(m_files)) {
            for (auto matches = include.globalMatch(file.text); matches.hasNext(); ++seen) {
                const QString included = matches.next().captured(1);
                if (included.endsWith(QLatin1String(".moc")))
                    continue;
                if (!included.contains(QLatin1Char('/')))
                    wrong << QStringLiteral("%1 includes %2: paths go from the top").arg(file.path, included);
                else if (!mayInclude(file, included))
                    wrong << QStringLiteral("%1 may not include %2").arg(file.path, included);
            }
        }
        QVERIFY(seen > 50);
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void modelsKnowQtCoreAlone()
    {
        static const QRegularExpression include(QStringLiteral("^#include <(Q[A-Za-z]+)>"),
                                                QRegularExpression::MultilineOption);
        static const QStringList outside {QStringLiteral("QFile"),          QStringLiteral("QSaveFile"),
                                          QStringLiteral("QDir"),           QStringLiteral("QFileInfo"),
                                          QStringLiteral("QProcess"),       QStringLiteral("QSettings"),
                                          QStringLiteral("QStandardPaths"), QStringLiteral("QTemporaryFile"),
                                          QStringLiteral("QLockFile"),      QStringLiteral("QStorageInfo")};
        const QString core = QLibraryInfo::path(QLibraryInfo::HeadersPath) + QStringLiteral("/QtCore/");
        QStringList wrong;
        for (const SourceFile &file : std::as_const(m_files)) {
            if (file.floor() != QLatin1String("models"))
                continue;
            for (auto matches = include.globalMatch(file.text); matches.hasNext();) {
                const QString header = matches.next().captured(1);
                if (!QFileInfo::exists(core + header) || outside.contains(header))
                    wrong << QStringLiteral("%1 includes <%2>").arg(file.path, header);
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void floorsLinkWhatTheDesignAllows()
    {
        QFile file(QStringLiteral(NIGHTKEEP_LINKS_FILE));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QHash<QString, QStringList> links;
        while (!file.atEnd()) {
            const QString line = QString::fromUtf8(file.readLine()).trimmed();
            links.insert(line.section(QLatin1Char('='), 0, 0),
                         line.section(QLatin1Char('='), 1).split(QLatin1Char(';'), Qt::SkipEmptyParts));
        }
        QCOMPARE(links.value(QStringLiteral("models")),
                 QStringList(
                     {QStringLiteral("nightkeep_flags"), QStringLiteral("Qt6::Core"), QStringLiteral("tl::expected")}));
        QVERIFY(!links.value(QStringLiteral("app")).contains(QStringLiteral("Qt6::Widgets")));
        QVERIFY(!links.value(QStringLiteral("app")).contains(QStringLiteral("nightkeep_widgets")));
        for (const QString &library : links.value(QStringLiteral("widgets"))) {
            static const QRegularExpression allowed(QStringLiteral(
                "^(nightkeep_models|nightkeep_flags|Qt6::Widgets|Qt6::Svg|nightkeep_widgets_.*|\\$<.*)$"));
            QVERIFY2(allowed.match(library).hasMatch(), qPrintable(library));
        }
    }

    void nothingForbiddenIsWritten_data()
    {
        QTest::addColumn<QString>("floors"); // a pattern of paths
        QTest::addColumn<QString>("pattern");
        QTest::addColumn<QString>("allowed"); // a pattern of paths that may
        const QString product = QStringLiteral("^(models|app|widgets)/");
        const QString all = QStringLiteral("^(models|app|widgets|tests|resources)/");
        QTest::newRow("models ask no clock")
            << QStringLiteral("^models/") << QStringLiteral("currentDateTime|currentMSecs|currentDate\\(|std::time\\(")
            << QString();
        QTest::newRow("models touch no outside")
            << QStringLiteral("^models/")
            << QStringLiteral("\\b(QFile|QDir|QProcess|QSettings|qEnvironmentVariable|qgetenv)\\b") << QString();
        QTest::newRow("widgets touch no outside")
            << QStringLiteral("^widgets/")
            << QStringLiteral("\\b(QFile|QSaveFile|QDir|QProcess|QSql[A-Z]\\w*|qgetenv)\\b") << QString();
        QTest::newRow("no singletons")
            << product << QStringLiteral("(?<!QCoreApplication)(?<!QApplication)(?<!QGuiApplication)::instance\\(\\)")
            << QString();
        QTest::newRow("no nested event handling") << all << QStringLiteral("processEvents\\(") << QString();
        QTest::newRow("no fixed waits in tests")
            << QStringLiteral("^tests/") << QStringLiteral("\\b(qWait|qSleep|msleep|usleep|sleep_for)\\(") << QString();
        QTest::newRow("no skipped tests")
            << QStringLiteral("^tests/") << QStringLiteral("\\bQ(SKIP|EXPECT_FAIL)\\b") << QString();
        QTest::newRow("host keys are always checked")
            << all << QStringLiteral("StrictHostKeyChecking[= ](no|off|accept-new)")
            << QStringLiteral("^tests/(architecture|ssh/tst_sshoptions)");
        QTest::newRow("secrets never fall back to plain text")
            << all << QStringLiteral("setInsecureFallback\\(true") << QString();
        QTest::newRow("nothing is put off") << all << QStringLiteral("\\b(TODO|FIXME|XXX|HACK)\\b") << QString();
        QTest::newRow("context-then aborts on Qt 6.4") << product << QStringLiteral("\\.then\\(") << QString();
        QTest::newRow("time specs are deprecated since Qt 6.8")
            << all << QStringLiteral("\\bQt::(UTC|LocalTime|OffsetFromUTC)\\b") << QString();
        QTest::newRow("no old connects") << all << QStringLiteral("\\b(SIGNAL|SLOT)\\(") << QString();
        QTest::newRow("columns have names")
            << all << QStringLiteral("\\bindex\\([^()]*,\\s*[1-9]\\s*[,)]") << QString();
        QTest::newRow("no dialog or menu runs a loop of its own") // its page may be deleted meanwhile
            << QStringLiteral("^widgets/") << QStringLiteral("\\bexec\\(|QFileDialog::get")
            << QStringLiteral("^widgets/shell/shots");
        QTest::newRow("no dialog or menu on the stack")
            << QStringLiteral("^widgets/") << QStringLiteral("^\\s+(QMenu|\\w+Dialog) \\w+\\s*[({;]") << QString();
        // What Qt takes for markup is shown as markup, and names come from servers.
        QTest::newRow("tool tips are plain")
            << QStringLiteral("^widgets/")
            << QStringLiteral("setToolTip\\((?!\\{\\}|(\\w+::)?tr\\(|plainToolTip\\(|stateWord\\(|$)|"
                              "QToolTip::showText\\((?!.*plainToolTip)")
            << QStringLiteral("^widgets/common/(newaction|emptyview|nextsteps)"); // of actions, whose words are ours
        QTest::newRow("labels are plain")
            << QStringLiteral("^widgets/") << QStringLiteral("new QLabel\\((?!this\\)|parent\\)|table\\))")
            << QStringLiteral("^widgets/common/plainlabel");
        QTest::newRow("no raw message boxes")
            << product << QStringLiteral("QMessageBox::(information|warning|critical|question)\\(") << QString();
    }
    void nothingForbiddenIsWritten()
    {
        QFETCH(QString, floors);
        QFETCH(QString, pattern);
        QFETCH(QString, allowed);
        const QRegularExpression place(floors);
        const QRegularExpression forbidden(pattern);
        const QRegularExpression exempt(allowed.isEmpty() ? QStringLiteral("^tests/architecture/") : allowed);
        QStringList wrong;
        for (const SourceFile &file : std::as_const(m_files)) {
            if (!place.match(file.path).hasMatch() || exempt.match(file.path).hasMatch())
                continue;
            int line = 0;
            for (const QString &text : file.text.split(QLatin1Char('\n'))) {
                ++line;
                static const QRegularExpression comment(QStringLiteral("^\\s*(//|#(?!include))"));
                if (comment.match(text).hasMatch())
                    continue;
                if (forbidden.match(text).hasMatch())
                    wrong << QStringLiteral("%1:%2: %3").arg(file.path).arg(line).arg(text.trimmed());
            }
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void everySourceNamesItsLicence()
    {
        QStringList wrong;
        for (const SourceFile &file : std::as_const(m_files)) {
            if (!file.text.left(400).contains(QLatin1String("SPDX-License-Identifier: GPL-3.0-or-later")))
                wrong << file.path;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void filesStaySmall()
    {
        QStringList wrong;
        for (const SourceFile &file : std::as_const(m_files)) {
            const int limit =
                file.path == QLatin1String("app/main.cpp") || file.path == QLatin1String("app/nightkeepctl.cpp") ? 60
                : file.floor() == QLatin1String("tests")                                                         ? 600
                                                                                                                 : 500;
            const auto lines = file.text.count(QLatin1Char('\n'));
            if (lines > limit)
                wrong << QStringLiteral("%1 has %2 lines, %3 are allowed").arg(file.path).arg(lines).arg(limit);
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void everyItemModelHasItsTest()
    {
        QStringList wrong;
        for (const SourceFile &file : std::as_const(m_files)) {
            static const QRegularExpression itemModel(
                QStringLiteral("^(models|widgets)/\\w+/(\\w+(?:model|proxy))\\.h$"));
            const QRegularExpressionMatch match = itemModel.match(file.path);
            if (!match.hasMatch())
                continue;
            const QString included = QStringLiteral("#include \"%1\"").arg(file.path);
            const auto found = std::find_if(m_files.cbegin(), m_files.cend(), [&](const SourceFile &other) {
                return other.floor() == QLatin1String("tests") && other.text.contains(included)
                    && other.text.contains(QLatin1String("QAbstractItemModelTester"));
            });
            if (found == m_files.cend())
                wrong << file.path;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

    void onlyTheJoinNamesAdapters()
    {
        static const QRegularExpression join(
            QStringLiteral("^app/(application\\.(h|cpp)|main\\.cpp|nightkeepctl\\.cpp)$"));
        static const QRegularExpression adapter(QStringLiteral("^#include \"app/[a-z]+/"),
                                                QRegularExpression::MultilineOption);
        QStringList wrong;
        for (const SourceFile &file : std::as_const(m_files)) {
            if (file.floor() == QLatin1String("app") && file.room().isEmpty() && !join.match(file.path).hasMatch()
                && adapter.match(file.text).hasMatch())
                wrong << file.path;
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(QLatin1Char('\n'))));
    }

private:
    QString m_top;
    QList<SourceFile> m_files;
};

NIGHTKEEP_TEST(TstArchitecture, architecture, Core)
#include "tst_architecture.moc"
