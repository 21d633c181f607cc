// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/requests/requesttext.h"
#include "tests/support/testmain.h"

#include <QTest>
#include <QTimeZone>
#include <QUrl>
#include <QUrlQuery>
#include <QXmlStreamReader>

using namespace Nightkeep;

namespace {

using Kind = RequestItem::Kind;

const QDateTime Seen(QDate(2008, 11, 2), QTime(3, 4), QTimeZone::utc());

RequestItem item(Kind kind, const BytePath &folder, const QString &reason = QStringLiteral("No file space holds it."))
{
    RequestItem made;
    made.kind = kind;
    made.server = QStringLiteral("moodle-a.example.org");
    made.storageNode = QStringLiteral("fs-p");
    made.folder = folder;
    made.reason = reason;
    made.evidence = Evidence::Observed;
    made.observedAt = Seen;
    return made;
}

StorageRequest sample()
{
    StorageRequest request;
    request.id = 12;
    request.note = QStringLiteral("Two things,\nas we said <on> the phone.");
    request.items = {item(Kind::AddFolder, "/data/moodle"), item(Kind::DropFolder, "/old & gone")};
    RequestItem declared = item(Kind::AddFolder, "/srv/www");
    declared.server = QStringLiteral("moodle-b.example.org");
    declared.storageNode.clear();
    declared.evidence = Evidence::Declared;
    declared.observedAt = {};
    RequestItem figures = item(Kind::Figures, {}, QStringLiteral("Wanted: 3."));
    figures.figures.backup.versionsExist = 3;
    figures.figures.backup.retainOnly = NoLimit;
    figures.figures.archive.timesAYear = 3;
    RequestItem question;
    question.kind = Kind::Question;
    question.text = QStringLiteral("How long is a file kept?");
    RequestItem withdrawn = item(Kind::AddFolder, "/withdrawn");
    withdrawn.state = RequestItem::State::Withdrawn;
    request.items += {declared, figures, question, withdrawn};
    return request;
}

QString bodyOf(const QString &link)
{
    const QByteArray encoded = link.section(QStringLiteral("&body="), 1).toLatin1();
    return QString::fromUtf8(QByteArray::fromPercentEncoding(encoded));
}

} // namespace

/// What a request says, in each of its forms.
class TstRequestText : public QObject
{
    Q_OBJECT

private slots:
    /// What was seen on a server that has no client is not all that there is to be seen.
    void pageAndMounts()
    {
        StorageRequest request = sample();
        request.items = {item(Kind::AddFolder, "/data/moodle")};
        request.items.first().evidence = Evidence::Mounts;
        const QString text = requestText(request).simplified();
        QVERIFY2(text.contains(QStringLiteral("(By our own page and the server's mounts, seen on 2 November 2008, "
                                              "03:04 UTC; the storage manager's client did not say.)")),
                 qPrintable(text));
    }

    void wholeText()
    {
        const QString expected =
            QStringLiteral("Dear storage team,\n"
                           "\n"
                           "Two things,\n"
                           "as we said <on> the phone.\n"
                           "\n\n"
                           "moodle-a.example.org (node fs-p)\n"
                           "--------------------------------\n"
                           "\n"
                           "Please add to the backup:\n"
                           "\n"
                           "    /data/moodle\n"
                           "      No file space holds it. (Seen on the server on 2 November 2008,\n"
                           "      03:04 UTC.)\n"
                           "\n"
                           "Please take out of the backup:\n"
                           "\n"
                           "    /old & gone\n"
                           "      No file space holds it. (Seen on the server on 2 November 2008,\n"
                           "      03:04 UTC.)\n"
                           "\n"
                           "Please set these figures:\n"
                           "\n"
                           "    - 3 copies kept while the file exists\n"
                           "    - the last copy of a deleted file kept without limit\n"
                           "    - archived 3 times a year\n"
                           "      Wanted: 3. (Seen on the server on 2 November 2008, 03:04 UTC.)\n"
                           "\n\n"
                           "moodle-b.example.org\n"
                           "--------------------\n"
                           "\n"
                           "Please add to the backup:\n"
                           "\n"
                           "    /srv/www\n"
                           "      No file space holds it. (By our own page; the storage manager's\n"
                           "      client did not say.)\n"
                           "\n\n"
                           "Please answer:\n"
                           "\n"
                           "    - How long is a file kept?\n"
                           "\n\n"
                           "This is our request number 12.\n");
        QString text = requestText(sample());
        text.replace(QStringLiteral("(s)"), QString()); // plural forms come with the catalogue
        QCOMPARE(text, expected);
        for (const QString &line : text.split(u'\n'))
            QVERIFY2(line.size() <= 72, qPrintable(line));
    }

    void doneItemsAreThanked()
    {
        StorageRequest request = sample();
        request.items[0].state = RequestItem::State::Done;
        request.items[0].endedAt = Seen.addDays(3);
        QVERIFY(requestText(request).contains(QStringLiteral("Seen done on 5 November 2008, thank you.")));
    }

    void foldersAreNeverWrapped()
    {
        StorageRequest request;
        const BytePath longPath = "/data/" + QByteArray(40, 'a') + " b/" + QByteArray(60, 'c');
        request.items = {item(Kind::AddFolder, longPath)};
        QVERIFY(requestText(request).contains(QStringLiteral("\n    ") + QString::fromUtf8(longPath) + u'\n'));
    }

    void pathsAreUnambiguous_data()
    {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QString>("shown");
        QTest::addColumn<bool>("plain");
        QTest::newRow("plain") << QByteArray("/data/moodle-1.9_x") << QStringLiteral("/data/moodle-1.9_x") << true;
        QTest::newRow("root") << QByteArray("/") << QStringLiteral("/") << true;
        QTest::newRow("one space") << QByteArray("/my data/x") << QStringLiteral("/my data/x") << true;
        QTest::newRow("two spaces") << QByteArray("/my  data") << QStringLiteral("/my  data") << false;
        QTest::newRow("space at the end") << QByteArray("/data /x") << QStringLiteral("/data /x") << false;
        QTest::newRow("space at the beginning") << QByteArray("/data/ x") << QStringLiteral("/data/ x") << false;
        QTest::newRow("newline") << QByteArray("/a\nb") << QStringLiteral("/a\\nb") << false;
        QTest::newRow("backslash n") << QByteArray("/a\\nb") << QStringLiteral("/a\\\\nb") << false;
        QTest::newRow("other backslash") << QByteArray("/a\\b") << QStringLiteral("/a\\b") << true;
        QTest::newRow("not UTF-8") << QByteArray("/a\xff") << QStringLiteral("/a\\xff") << false;
        QTest::newRow("composed") << QByteArray("/\xc3\xa9") << QStringLiteral("/\u00e9") << false;
        QTest::newRow("decomposed") << QByteArray("/e\xcc\x81") << QStringLiteral("/e\u0301") << false;
        QTest::newRow("turned around") << QByteArray("/a\xe2\x80\xae") << QStringLiteral("/a\\u{202e}") << false;
        QTest::newRow("markup") << QByteArray("/<b>") << QStringLiteral("/<b>") << true;
    }
    void pathsAreUnambiguous()
    {
        QFETCH(QByteArray, path);
        QFETCH(QString, shown);
        QFETCH(bool, plain);
        const MailedPath mailed = mailedPath(path);
        QCOMPARE(mailed.shown, shown);
        QCOMPARE(mailed.encoded.isEmpty(), plain);
        if (plain)
            QCOMPARE(mailed.shown.toUtf8(), path);
        else
            QCOMPARE(percentDecoded(mailed.encoded.toLatin1()), path);
    }

    void html()
    {
        QXmlStreamReader reader(requestHtml(sample()));
        QSet<QString> elements;
        QStringList folders;
        QString all;
        while (!reader.atEnd()) {
            reader.readNext();
            if (reader.isStartElement()) {
                elements += reader.name().toString();
                if (reader.name() == QLatin1String("code"))
                    folders += reader.readElementText();
            } else if (reader.isCharacters()) {
                all += reader.text();
            }
        }
        QVERIFY2(!reader.hasError(), qPrintable(reader.errorString()));
        const QSet<QString> allowed {QStringLiteral("html"),  QStringLiteral("head"),  QStringLiteral("meta"),
                                     QStringLiteral("title"), QStringLiteral("body"),  QStringLiteral("p"),
                                     QStringLiteral("br"),    QStringLiteral("table"), QStringLiteral("tr"),
                                     QStringLiteral("th"),    QStringLiteral("td"),    QStringLiteral("code")};
        QCOMPARE(elements - allowed, QSet<QString>());
        QCOMPARE(
            folders,
            QStringList({QStringLiteral("/data/moodle"), QStringLiteral("/old & gone"), QStringLiteral("/srv/www")}));
        QVERIFY(all.contains(QStringLiteral("as we said <on> the phone.")));
        QVERIFY(all.contains(QStringLiteral("How long is a file kept?")));
    }

    void subjects_data()
    {
        QTest::addColumn<QList<int>>("kinds");
        QTest::addColumn<QString>("subject");
        const auto kinds = [](std::initializer_list<Kind> list) {
            QList<int> numbers;
            for (const Kind kind : list)
                numbers += static_cast<int>(kind);
            return numbers;
        };
        QTest::newRow("one") << kinds({Kind::AddFolder}) << QStringLiteral("Backup of moodle-a: 1 folder(s) to add");
        QTest::newRow("both") << kinds({Kind::AddFolder, Kind::AddFolder, Kind::DropFolder})
                              << QStringLiteral("Backup of moodle-a: 2 folder(s) to add, 1 folder(s) to drop");
        QTest::newRow("add and explain") << kinds({Kind::AddFolder, Kind::ReachFolder})
                                         << QStringLiteral("Backup of moodle-a: 1 folder(s) to add, 1 to be explained");
        QTest::newRow("all three")
            << kinds({Kind::ReachFolder, Kind::AddFolder, Kind::DropFolder, Kind::ReachFolder})
            << QStringLiteral("Backup of moodle-a: 1 folder(s) to add, 1 folder(s) to drop, 2 to be explained");
        QTest::newRow("explain") << kinds({Kind::ReachFolder})
                                 << QStringLiteral("Backup of moodle-a: 1 folder(s) to be explained");
        QTest::newRow("drop") << kinds({Kind::DropFolder}) << QStringLiteral("Backup of moodle-a: 1 folder(s) to drop");
        QTest::newRow("figures") << kinds({Kind::Figures}) << QStringLiteral("Backup of moodle-a");
    }
    void subjects()
    {
        QFETCH(QList<int>, kinds);
        QFETCH(QString, subject);
        StorageRequest request;
        for (const int kind : kinds)
            request.items += item(static_cast<Kind>(kind), "/x");
        // Without a catalogue the forms of the source stand as they are.
        QCOMPARE(requestSubject(request).replace(QStringLiteral("folders"), QStringLiteral("folder(s)")), subject);
        request.items[0].server = QStringLiteral("evil\r\nBcc: all@example.org");
        QVERIFY(!requestSubject(request).contains(u'\n'));
        QVERIFY(!requestSubject(request).contains(u'\r'));
    }

    void mailLink()
    {
        const StorageRequest request = sample();
        const Result<QString> link =
            requestMailLink(request, QStringLiteral("storage+moodle@example.org, other@example.org"));
        QVERIFY(link);
        QVERIFY(link->startsWith(QStringLiteral("mailto:storage%2Bmoodle@example.org,other@example.org?subject=")));
        static const QRegularExpression encoded(QStringLiteral("\\A[A-Za-z0-9._~%@,?=&:-]+\\z"));
        QVERIFY(encoded.match(*link).hasMatch());
        QCOMPARE(link->count(u'&'), 1);
        QString expected = requestText(request);
        expected.replace(u'\n', QStringLiteral("\r\n"));
        QCOMPARE(bodyOf(*link), expected);
        const QUrl url(*link, QUrl::StrictMode);
        QVERIFY(url.isValid());
        QCOMPARE(QUrlQuery(url).queryItemValue(QStringLiteral("subject"), QUrl::FullyDecoded), requestSubject(request));
        QCOMPARE(QString::fromLatin1(url.toEncoded()), *link);
        QVERIFY(requestMailLink(request, {})->startsWith(QStringLiteral("mailto:?subject=")));
    }

    void longRequestsAreNoLinks()
    {
        StorageRequest request;
        for (int i = 0; i < 200; ++i)
            request.items += item(Kind::AddFolder, "/data/" + QByteArray::number(i));
        const Result<QString> link = requestMailLink(request, QStringLiteral("storage@example.org"));
        QVERIFY(!link);
        QCOMPARE(link.error().kind, ErrorKind::BadInput);
        QVERIFY(link.error().advice.contains(QStringLiteral("Copy")));
        // The longest that fits is whole.
        while (!requestMailLink(request, {}))
            request.items.removeLast();
        QVERIFY(request.items.size() > 10);
        QVERIFY(requestMailLink(request, {})->size() <= MailLinkLimit);
        QVERIFY(bodyOf(*requestMailLink(request, {})).contains(QString::fromUtf8(request.items.last().folder)));
    }

    void addresses_data()
    {
        QTest::addColumn<QString>("to");
        QTest::addColumn<bool>("good");
        QTest::newRow("plain") << QStringLiteral("storage@example.org") << true;
        QTest::newRow("two") << QStringLiteral("a@example.org,b.c@x.example.org") << true;
        QTest::newRow("two with a space") << QStringLiteral(" a@example.org , b@example.org ") << true;
        QTest::newRow("host without dots") << QStringLiteral("storage@localhost") << true;
        QTest::newRow("empty") << QString() << false;
        QTest::newRow("no host") << QStringLiteral("storage@") << false;
        QTest::newRow("no name") << QStringLiteral("@example.org") << false;
        QTest::newRow("two at") << QStringLiteral("a@b@example.org") << false;
        QTest::newRow("space inside") << QStringLiteral("a b@example.org") << false;
        QTest::newRow("newline at the end") << QStringLiteral("a@example.org\nb") << false;
        QTest::newRow("header") << QStringLiteral("a@example.org\r\nBcc: b@example.org") << false;
        QTest::newRow("angle brackets") << QStringLiteral("A <a@example.org>") << false;
        QTest::newRow("empty among two") << QStringLiteral("a@example.org,,b@example.org") << false;
        QTest::newRow("trailing comma") << QStringLiteral("a@example.org,") << false;
        QTest::newRow("not ASCII") << QStringLiteral("\u00e9@example.org") << false;
    }
    void addresses()
    {
        QFETCH(QString, to);
        QFETCH(bool, good);
        QCOMPARE(areMailAddresses(to), good);
        if (!good && !to.trimmed().isEmpty())
            QCOMPARE(requestMailLink(sample(), to).error().kind, ErrorKind::BadInput);
        if (good) // fields can only come from us
            QCOMPARE(requestMailLink(sample(), to)->count(u'?'), 1);
    }
};

NIGHTKEEP_TEST(TstRequestText, unit, Core)
#include "tst_requesttext.moc"
