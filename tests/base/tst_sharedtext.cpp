// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/base/json.h"
#include "models/base/sharedtext.h"
#include "tests/support/testmain.h"

#include <QList>
#include <QTest>

#include <future>
#include <vector>

using namespace Nightkeep;

namespace {

struct SharedTextUser
{
    SharedText text;

    static constexpr auto fields() { return std::tuple {Field {"text", &SharedTextUser::text}}; }
};

} // namespace

class TstSharedText : public QObject
{
    Q_OBJECT

private slots:
    void itIsReadAsText()
    {
        const SharedText none;
        QVERIFY(none.isEmpty() && none == QString() && none == SharedText(QStringLiteral("")));
        QVERIFY(!none.text().isNull());
        SharedText text = QStringLiteral("4.3 (Build: 20231009)");
        QVERIFY(text == QLatin1String("4.3 (Build: 20231009)") && text != none && !text.isEmpty());
        const QString &plain = text;
        QCOMPARE(plain, QStringLiteral("4.3 (Build: 20231009)"));
        const SharedText copy = text;
        text = QStringLiteral("1.9");
        QCOMPARE(copy.toUtf8(), QByteArray("4.3 (Build: 20231009)"));
        QCOMPARE(text.text(), QStringLiteral("1.9"));
        text = {};
        QVERIFY(text.isEmpty());
    }

    void equalTextsAreHeldOnce()
    {
        const SharedText one = QString::fromLatin1("course");
        SharedText other = QString::fromLatin1("course");
        QCOMPARE(static_cast<const void *>(one.text().constData()),
                 static_cast<const void *>(other.text().constData()));
        other = QString::fromLatin1("section");
        QCOMPARE(one.text(), QStringLiteral("course"));
    }

    /// What is the last one's on one thread may be asked for on another just then.
    void manyThreadsMayHaveIt()
    {
        const auto use = [] {
            QList<SharedText> held;
            bool isSound = true;
            for (int i = 0; i < 20000; ++i) {
                const QString plain = QString::number(i % 7);
                const SharedText text = plain;
                held.append(text);
                isSound = isSound && held.last() == plain;
                if (i % 5 == 0)
                    held.clear();
            }
            return isSound;
        };
        std::vector<std::future<bool>> threads;
        for (int i = 0; i < 4; ++i)
            threads.push_back(std::async(std::launch::async, use));
        for (std::future<bool> &thread : threads)
            QVERIFY(thread.get());
    }

    void itIsStoredAsText()
    {
        SharedTextUser user;
        user.text = QStringLiteral("R&D");
        QCOMPARE(compactJson(toJson(user)), QStringLiteral("{\"text\":\"R&D\"}"));
        const Result<SharedTextUser> read = fromJsonText<SharedTextUser>("{\"text\":\"R&D\"}", QStringLiteral("it"));
        QVERIFY(read);
        QCOMPARE(read->text.text(), user.text.text());
        QVERIFY(!fromJsonText<SharedTextUser>("{\"text\":5}", QStringLiteral("it")));
    }
};

NIGHTKEEP_TEST(TstSharedText, unit, Core)
#include "tst_sharedtext.moc"
