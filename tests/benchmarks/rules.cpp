// SPDX-FileCopyrightText: 2026 Nightkeep authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/coverage/includeexclude.h"
#include "tests/benchmarks/comparison.h"

namespace Nightkeep {

namespace {

constexpr int Many = 16'000;
constexpr int Some = 1'000;

/// Rules of one kind, each with a number of its own.
QList<IncludeExcludeRule> numbered(const char *pattern, int count)
{
    QList<IncludeExcludeRule> rules;
    for (int number = 0; number < count; ++number) {
        IncludeExcludeRule rule;
        rule.pattern = QByteArray(pattern).replace("%1", QByteArray::number(number));
        rules.append(rule);
    }
    return rules;
}

/// Reads a list and says whether it takes some of a folder.
bool takesSome(const QList<IncludeExcludeRule> &rules)
{
    const BytePath folder = "/data/moodle";
    const auto mayBe = [](const BytePath &) { return true; };
    const RuleEffect effect = IncludeExclude(rules).below(folder, "/data", mayBe, filesOfPurpose(folder, {}, folder));
    return effect.kind == RuleEffect::Kind::Part;
}

} // namespace

bool benchRules()
{
    bool ran = true;
    for (const auto &[name, pattern] :
         {std::pair {"files of a folder each", "/data/moodle/%1/film.mp4"},
          std::pair {"zips of a course each", "/data/moodle/*/backupdata/backup-%1-*.zip"},
          std::pair {"zips of a course each, anywhere", "/.../backup-%1-*.zip"}}) {
        const QList<IncludeExcludeRule> many = numbered(pattern, Many);
        const QList<IncludeExcludeRule> some = numbered(pattern, Some);
        const bool expected = takesSome(some);
        const auto subject = [&] { return takesSome(many) == expected; };
        const auto peer = [&] {
            bool same = true;
            for (int turn = 0; turn < Many / Some; ++turn)
                same = takesSome(some) == expected && same;
            return same;
        };
        ran = compare({QByteArray("a folder against 16,000 rules, ") + name, "against 1,000 of them, 16 times", 1.5, 9,
                       subject, peer})
            && ran;
    }
    return ran;
}

} // namespace Nightkeep
