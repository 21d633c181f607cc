// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QObject>
#include <QTest>

#include <memory>

namespace Nightkeep {

/// What a test runs under.
enum class TestApplication {
    Core, ///< a QCoreApplication
    Window, ///< a QApplication
    OwnMounts, ///< a QCoreApplication in a process with mounts of its own
};

/// A room's program runs the test class that its first argument names; the rest is QtTest's.
class TestEntry
{
public:
    TestEntry(const char *name, TestApplication application, std::unique_ptr<QObject> (*make)());
    [[nodiscard]] static int run(int argc, char **argv);

private:
    const char *m_name;
    TestApplication m_application;
    std::unique_ptr<QObject> (*m_make)();
    const TestEntry *m_next; ///< of those registered before
};

} // namespace Nightkeep

// Qt gives up after five seconds, which a busy machine may take. Only a failure waits so long.
#undef QTRY_VERIFY
#undef QTRY_VERIFY2
#undef QTRY_COMPARE
#define QTRY_VERIFY(expr) QTRY_VERIFY_WITH_TIMEOUT(expr, 60000)
#define QTRY_VERIFY2(expr, message) QTRY_VERIFY2_WITH_TIMEOUT(expr, message, 60000)
#define QTRY_COMPARE(expr, expected) QTRY_COMPARE_WITH_TIMEOUT(expr, expected, 60000)

// The label and the limit in seconds are read by tests/CMakeLists.txt.
#define NIGHTKEEP_TEST(Class, label, application, ...)                                                                 \
    static const Nightkeep::TestEntry entryOf##Class(#Class, Nightkeep::TestApplication::application,                  \
                                                     []() -> std::unique_ptr<QObject> {                                \
                                                         QTEST_SET_MAIN_SOURCE_PATH                                    \
                                                         return std::make_unique<Class>();                             \
                                                     });
