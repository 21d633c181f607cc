<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>Nightkeep</name>
    <message numerus="yes">
        <source>%n archives stay in the list, but can no longer be looked at where they lie.</source>
        <translation>
            <numerusform>%n archive stays in the list, but can no longer be looked at where it lies.</numerusform>
            <numerusform>%n archives stay in the list, but can no longer be looked at where they lie.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n wanted folders of it are forgotten.</source>
        <translation>
            <numerusform>%n wanted folder of it is forgotten.</numerusform>
            <numerusform>%n wanted folders of it are forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n findings about it are no longer told.</source>
        <translation>
            <numerusform>%n finding about it is no longer told.</numerusform>
            <numerusform>%n findings about it are no longer told.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What %n probes saw of it is kept for 30 days, for the same server added again, and then forgotten.</source>
        <translation>
            <numerusform>What %n probe saw of it is kept for 30 days, for the same server added again, and then forgotten.</numerusform>
            <numerusform>What %n probes saw of it is kept for 30 days, for the same server added again, and then forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What was agreed for %n options is forgotten.</source>
        <translation>
            <numerusform>What was agreed for %n option is forgotten.</numerusform>
            <numerusform>What was agreed for %n options is forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes of its options can no longer be taken back.</source>
        <translation>
            <numerusform>%n change of its options can no longer be taken back.</numerusform>
            <numerusform>%n changes of its options can no longer be taken back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n members are as the include list says.</source>
        <translation>
            <numerusform>The %n member is as the include list says.</numerusform>
            <numerusform>All %n members are as the include list says.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n members of the archive are not as the include list says.</source>
        <translation>
            <numerusform>%n member of the archive is not as the include list says.</numerusform>
            <numerusform>%n members of the archive are not as the include list says.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zips, %1</source>
        <translation>
            <numerusform>%n zip, %1</numerusform>
            <numerusform>%n zips, %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest of %n backups of the course, made on %1, not before %2.</source>
        <translation>
            <numerusform>The only backup of the course, made on %1, not before %2.</numerusform>
            <numerusform>The newest of %n backups of the course, made on %1, not before %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zips, %1, will be archived.</source>
        <translation>
            <numerusform>%n zip, %1, will be archived.</numerusform>
            <numerusform>%n zips, %1, will be archived.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last complete archive is %1, %n course zips, finished %2.</source>
        <translation>
            <numerusform>The last complete archive is %1, %n course zip, finished %2.</numerusform>
            <numerusform>The last complete archive is %1, %n course zips, finished %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes ago</source>
        <translation>
            <numerusform>%n minute ago</numerusform>
            <numerusform>%n minutes ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n seconds</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minutes</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hours</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them could not be asked</source>
        <translation>
            <numerusform>%n of them could not be asked</numerusform>
            <numerusform>%n of them could not be asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them never asked</source>
        <translation>
            <numerusform>%n of them never asked</numerusform>
            <numerusform>%n of them never asked</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n wanted folders known to be backed up</source>
        <translation>
            <numerusform>%1 of %n wanted folder known to be backed up</numerusform>
            <numerusform>%1 of %n wanted folders known to be backed up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n not backed up</source>
        <translation>
            <numerusform>%n not backed up</numerusform>
            <numerusform>%n not backed up</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n only partly</source>
        <translation>
            <numerusform>%n only partly</numerusform>
            <numerusform>%n only partly</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n unknown</source>
        <translation>
            <numerusform>%n unknown</numerusform>
            <numerusform>%n unknown</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archives being made</source>
        <translation>
            <numerusform>%n archive being made</numerusform>
            <numerusform>%n archives being made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n archives complete</source>
        <translation>
            <numerusform>%1 of %n archive complete</numerusform>
            <numerusform>%1 of %n archives complete</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things need attention today, none of them urgent.</source>
        <translation>
            <numerusform>%n thing needs attention today, and it is not urgent.</numerusform>
            <numerusform>%n things need attention today, none of them urgent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things need attention today, %1 of them urgent.</source>
        <translation>
            <numerusform>%n thing needs attention today, and it is urgent.</numerusform>
            <numerusform>%n things need attention today, %1 of them urgent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The storage manager&apos;s client answers and names %n file spaces.</source>
        <translation>
            <numerusform>The storage manager&apos;s client answers and names %n file space.</numerusform>
            <numerusform>The storage manager&apos;s client answers and names %n file spaces.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 wanted folders are not backed up.</source>
        <translation>
            <numerusform>%n of %1 wanted folders is not backed up.</numerusform>
            <numerusform>%n of %1 wanted folders are not backed up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 wanted folders are backed up only in part.</source>
        <translation>
            <numerusform>%n of %1 wanted folders is backed up only in part.</numerusform>
            <numerusform>%n of %1 wanted folders are backed up only in part.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether %n of %1 wanted folders are backed up is not known.</source>
        <translation>
            <numerusform>Whether %n of %1 wanted folders is backed up is not known.</numerusform>
            <numerusform>Whether %n of %1 wanted folders are backed up is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n wanted folders are backed up.</source>
        <translation>
            <numerusform>The %n wanted folder is backed up.</numerusform>
            <numerusform>All %n wanted folders are backed up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers are new.</source>
        <translation>
            <numerusform>%n server is new.</numerusform>
            <numerusform>%n servers are new.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers differ from the workspace.</source>
        <translation>
            <numerusform>%n server differs from the workspace.</numerusform>
            <numerusform>%n servers differ from the workspace.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers are the same in both.</source>
        <translation>
            <numerusform>%n server is the same in both.</numerusform>
            <numerusform>%n servers are the same in both.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers are only in the workspace and stay as they are.</source>
        <translation>
            <numerusform>%n server is only in the workspace and stays as it is.</numerusform>
            <numerusform>%n servers are only in the workspace and stay as they are.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers have never been asked.</source>
        <translation>
            <numerusform>%n server has never been asked.</numerusform>
            <numerusform>%n servers have never been asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers.</source>
        <translation>
            <numerusform>%n server.</numerusform>
            <numerusform>%n servers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n could not be reached.</source>
        <translation>
            <numerusform>%n could not be reached.</numerusform>
            <numerusform>%n could not be reached.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have never been asked.</source>
        <translation>
            <numerusform>%n has never been asked.</numerusform>
            <numerusform>%n have never been asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of the page&apos;s %n tables is the server backup matrix.</source>
        <translation>
            <numerusform>The page&apos;s %n table is not the server backup matrix.</numerusform>
            <numerusform>None of the page&apos;s %n tables is the server backup matrix.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup of %n of %1 wanted folders is stale.</source>
        <translation>
            <numerusform>The backup of %n of %1 wanted folders is stale.</numerusform>
            <numerusform>The backup of %n of %1 wanted folders is stale.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>backed up at least every %n days</source>
        <translation>
            <numerusform>backed up at least every day</numerusform>
            <numerusform>backed up at least every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies kept while the file exists</source>
        <translation>
            <numerusform>%n copy kept while the file exists</numerusform>
            <numerusform>%n copies kept while the file exists</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>replaced copies kept for %n days</source>
        <translation>
            <numerusform>replaced copies kept for %n day</numerusform>
            <numerusform>replaced copies kept for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies kept once the file is deleted</source>
        <translation>
            <numerusform>%n copy kept once the file is deleted</numerusform>
            <numerusform>%n copies kept once the file is deleted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last copy of a deleted file kept for %n days</source>
        <translation>
            <numerusform>the last copy of a deleted file kept for %n day</numerusform>
            <numerusform>the last copy of a deleted file kept for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>archives kept for %n years</source>
        <translation>
            <numerusform>archives kept for %n year</numerusform>
            <numerusform>archives kept for %n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n requests are open; the oldest was sent %2.</source>
        <translation>
            <numerusform>%1 of %n request is open; it was sent %2.</numerusform>
            <numerusform>%1 of %n requests are open; the oldest was sent %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>archived %n times a year</source>
        <translation>
            <numerusform>archived once a year</numerusform>
            <numerusform>archived %n times a year</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Backup of %1 and %n more</source>
        <translation>
            <numerusform>Backup of %1 and %n more</numerusform>
            <numerusform>Backup of %1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders to add</source>
        <translation>
            <numerusform>%n folder to add</numerusform>
            <numerusform>%n folders to add</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders to drop</source>
        <translation>
            <numerusform>%n folder to drop</numerusform>
            <numerusform>%n folders to drop</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The storage team was asked %n days ago, and it is not done.</source>
        <translation>
            <numerusform>The storage team was asked %n day ago, and it is not done.</numerusform>
            <numerusform>The storage team was asked %n days ago, and it is not done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of request %1 this is open: %2; and %n more.</source>
        <translation>
            <numerusform>Of request %1 this is open: %2; and %n more.</numerusform>
            <numerusform>Of request %1 this is open: %2; and %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody has said whether the backup policy of %n servers is agreed.</source>
        <translation>
            <numerusform>Nobody has said whether the backup policy of %n server is agreed.</numerusform>
            <numerusform>Nobody has said whether the backup policy of %n servers is agreed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>for %n days</source>
        <translation>
            <numerusform>for %n day</numerusform>
            <numerusform>for %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>a maximum of %n copies</source>
        <translation>
            <numerusform>a maximum of %n copy</numerusform>
            <numerusform>a maximum of %n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>if the file is deleted, %n copies</source>
        <translation>
            <numerusform>if the file is deleted, %n copy</numerusform>
            <numerusform>if the file is deleted, %n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>every %n days</source>
        <translation>
            <numerusform>every %n day</numerusform>
            <numerusform>every %n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n times a year</source>
        <translation>
            <numerusform>%n time a year</numerusform>
            <numerusform>%n times a year</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>kept for %n years</source>
        <translation>
            <numerusform>kept for %n year</numerusform>
            <numerusform>kept for %n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders have left the backup.</source>
        <translation>
            <numerusform>%n folder has left the backup.</numerusform>
            <numerusform>%n folders have left the backup.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Something changed on %n servers.</source>
        <translation>
            <numerusform>Something changed on %n server.</numerusform>
            <numerusform>Something changed on %n servers.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>A straight line through %n probes says that it grows by %1 a day; %2 of %3 are free.</source>
        <translation>
            <numerusform>A straight line through %n probe says that it grows by %1 a day; %2 of %3 are free.</numerusform>
            <numerusform>A straight line through %n probes says that it grows by %1 a day; %2 of %3 are free.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 and %2 differ in %n things.</source>
        <translation>
            <numerusform>%1 and %2 differ in %n thing.</numerusform>
            <numerusform>%1 and %2 differ in %n things.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n things it is not known.</source>
        <translation>
            <numerusform>Of %n thing it is not known.</numerusform>
            <numerusform>Of %n things it is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes</source>
        <translation>
            <numerusform>%n change</numerusform>
            <numerusform>%n changes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n critical</source>
        <translation>
            <numerusform>%n critical</numerusform>
            <numerusform>%n critical</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to look at</source>
        <translation>
            <numerusform>%n to look at</numerusform>
            <numerusform>%n to look at</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n files</source>
        <translation>
            <numerusform>%1 in %n file</numerusform>
            <numerusform>%1 in %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days %n files with %1 changed, of %2 in all. Counted %3.</source>
        <translation>
            <numerusform>In the last 7 days %n file with %1 changed, of %2 in all. Counted %3.</numerusform>
            <numerusform>In the last 7 days %n files with %1 changed, of %2 in all. Counted %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In the last 7 days at least %n files with %1 changed, of %2 that could be counted. Counted %3.</source>
        <translation>
            <numerusform>In the last 7 days at least %n file with %1 changed, of %2 that could be counted. Counted %3.</numerusform>
            <numerusform>In the last 7 days at least %n files with %1 changed, of %2 that could be counted. Counted %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines of the include-exclude list were not understood, the first: %1</source>
        <translation>
            <numerusform>%n line of the include-exclude list was not understood: %1</numerusform>
            <numerusform>%n lines of the include-exclude list were not understood, the first: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 follows %2 and is %n seconds behind.</source>
        <translation>
            <numerusform>%1 follows %2 and is %n second behind.</numerusform>
            <numerusform>%1 follows %2 and is %n seconds behind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The certificate is valid until %1, for %n more days.</source>
        <translation>
            <numerusform>The certificate is valid until %1, for %n more day.</numerusform>
            <numerusform>The certificate is valid until %1, for %n more days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The web certificate of %1 ends in %n days.</source>
        <translation>
            <numerusform>The web certificate of %1 ends in %n day.</numerusform>
            <numerusform>The web certificate of %1 ends in %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n stale</source>
        <translation>
            <numerusform>%n stale</numerusform>
            <numerusform>%n stale</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more rules keep some of it out.</source>
        <translation>
            <numerusform>%n more rule keeps some of it out.</numerusform>
            <numerusform>%n more rules keep some of it out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last full incremental of %1 was on %2, and one is due every %n days.</source>
        <extracomment>%1 is one or several folders, %2 a day</extracomment>
        <translation>
            <numerusform>The last full incremental of %1 was on %2, and one is due every day.</numerusform>
            <numerusform>The last full incremental of %1 was on %2, and one is due every %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rules leave out files or folders of certain names.</source>
        <translation>
            <numerusform>%n rule leaves out files or folders of certain names.</numerusform>
            <numerusform>%n rules leave out files or folders of certain names.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses have no up-to-date backup in the archive %1.</source>
        <translation>
            <numerusform>%n course has no up-to-date backup in the archive %1.</numerusform>
            <numerusform>%n courses have no up-to-date backup in the archive %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses have no up-to-date backup in this plan.</source>
        <translation>
            <numerusform>%n course has no up-to-date backup in this plan.</numerusform>
            <numerusform>%n courses have no up-to-date backup in this plan.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses have no up-to-date backup in it.</source>
        <translation>
            <numerusform>%n course has no up-to-date backup in it.</numerusform>
            <numerusform>%n courses have no up-to-date backup in it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup options differ from what is agreed.</source>
        <translation>
            <numerusform>%n backup option differs from what is agreed.</numerusform>
            <numerusform>%n backup options differ from what is agreed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows or parts of rows were left out.</source>
        <translation>
            <numerusform>%n row or part of a row was left out.</numerusform>
            <numerusform>%n rows or parts of rows were left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses missing</source>
        <translation>
            <numerusform>%n course missing</numerusform>
            <numerusform>%n courses missing</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n other warnings</source>
        <translation>
            <numerusform>%n other warning</numerusform>
            <numerusform>%n other warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses have no up-to-date backup in it: look through them, then accept that with a reason.</source>
        <translation>
            <numerusform>%n course has no up-to-date backup in it: look at it, then accept that with a reason.</numerusform>
            <numerusform>%n courses have no up-to-date backup in it: look through them, then accept that with a reason.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings</source>
        <translation>
            <numerusform>%n warning</numerusform>
            <numerusform>%n warnings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What the plans of %n other archives warned of has not been accepted.</source>
        <translation>
            <numerusform>What the plan of %n other archive warned of has not been accepted.</numerusform>
            <numerusform>What the plans of %n other archives warned of has not been accepted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n accepted</source>
        <comment>findings</comment>
        <translation>
            <numerusform>%n accepted</numerusform>
            <numerusform>%n accepted</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders are backed up that nobody asked for.</source>
        <translation>
            <numerusform>%n folder is backed up that nobody asked for.</numerusform>
            <numerusform>%n folders are backed up that nobody asked for.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options of Moodle are not as agreed.</source>
        <translation>
            <numerusform>%n option of Moodle is not as agreed.</numerusform>
            <numerusform>%n options of Moodle are not as agreed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers could not be asked.</source>
        <translation>
            <numerusform>%n server could not be asked.</numerusform>
            <numerusform>%n servers could not be asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more of this kind.</source>
        <comment>a whole sentence, and how many more</comment>
        <translation>
            <numerusform>%1 And %n more of this kind.</numerusform>
            <numerusform>%1 And %n more of this kind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n open findings</source>
        <translation>
            <numerusform>%n open finding</numerusform>
            <numerusform>%n open findings</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers. None asked yet.</source>
        <translation>
            <numerusform>%n server. Not asked yet.</numerusform>
            <numerusform>%n servers. None asked yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n more are accepted.</source>
        <extracomment>%1 is a whole sentence</extracomment>
        <translation>
            <numerusform>%1 %n more is accepted.</numerusform>
            <numerusform>%1 %n more are accepted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n by the page alone</source>
        <translation>
            <numerusform>%n by the page alone</numerusform>
            <numerusform>%n by the page alone</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>For %n servers there are not two answers to compare.</source>
        <translation>
            <numerusform>For %n server there are not two answers to compare.</numerusform>
            <numerusform>For %n servers there are not two answers to compare.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options are not as agreed</source>
        <translation>
            <numerusform>%n option is not as agreed</numerusform>
            <numerusform>%n options are not as agreed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options cannot be judged</source>
        <translation>
            <numerusform>%n option cannot be judged</numerusform>
            <numerusform>%n options cannot be judged</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>all %n options are as agreed</source>
        <translation>
            <numerusform>%n option is as agreed</numerusform>
            <numerusform>all %n options are as agreed</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n courses</source>
        <translation>
            <numerusform>about %n course</numerusform>
            <numerusform>about %n courses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>That %n of %1 wanted folders are backed up is only the page&apos;s word.</source>
        <translation>
            <numerusform>That %n of %1 wanted folders is backed up is only the page&apos;s word.</numerusform>
            <numerusform>That %n of %1 wanted folders are backed up is only the page&apos;s word.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders to be explained</source>
        <translation>
            <numerusform>%n folder to be explained</numerusform>
            <numerusform>%n folders to be explained</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n to be explained</source>
        <comment>folders, after those to add or drop</comment>
        <translation>
            <numerusform>%n to be explained</numerusform>
            <numerusform>%n to be explained</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n folders are backed up only in part.</source>
        <translation>
            <numerusform>%n folder is backed up only in part.</numerusform>
            <numerusform>%n folders are backed up only in part.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup of %n folders is stale.</source>
        <translation>
            <numerusform>The backup of %n folder is stale.</numerusform>
            <numerusform>The backup of %n folders is stale.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether %n folders are backed up is not known.</source>
        <translation>
            <numerusform>Whether %n folder is backed up is not known.</numerusform>
            <numerusform>Whether %n folders are backed up is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n folders the page and the server say different things.</source>
        <translation>
            <numerusform>Of %n folder the page and the server say different things.</numerusform>
            <numerusform>Of %n folders the page and the server say different things.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The clocks of %n servers are ahead or behind.</source>
        <translation>
            <numerusform>The clock of %n server is ahead or behind.</numerusform>
            <numerusform>The clocks of %n servers are ahead or behind.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What is known of %n servers is old.</source>
        <translation>
            <numerusform>What is known of %n server is old.</numerusform>
            <numerusform>What is known of %n servers is old.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>How old it is what is known of %n servers is not known.</source>
        <translation>
            <numerusform>How old it is what is known of %n server is not known.</numerusform>
            <numerusform>How old it is what is known of %n servers is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The storage manager does not keep the files of %n servers as agreed.</source>
        <translation>
            <numerusform>The storage manager does not keep the files of %n server as agreed.</numerusform>
            <numerusform>The storage manager does not keep the files of %n servers as agreed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The database dumps of %n servers lie in no folder that we want to be backed up.</source>
        <translation>
            <numerusform>The database dumps of %n server lie in no folder that we want to be backed up.</numerusform>
            <numerusform>The database dumps of %n servers lie in no folder that we want to be backed up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The day to agree on something about %n servers has passed.</source>
        <translation>
            <numerusform>The day to agree on something about %n server has passed.</numerusform>
            <numerusform>The day to agree on something about %n servers has passed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Something about %n servers is still to be agreed.</source>
        <translation>
            <numerusform>Something about %n server is still to be agreed.</numerusform>
            <numerusform>Something about %n servers is still to be agreed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n disks will be full at this rate.</source>
        <translation>
            <numerusform>%n disk will be full at this rate.</numerusform>
            <numerusform>%n disks will be full at this rate.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The web certificates of %n servers end soon or are not accepted.</source>
        <translation>
            <numerusform>The web certificate of %n server ends soon or is not accepted.</numerusform>
            <numerusform>The web certificates of %n servers end soon or are not accepted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The web addresses of %n servers do not answer.</source>
        <translation>
            <numerusform>The web address of %n server does not answer.</numerusform>
            <numerusform>The web addresses of %n servers do not answer.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether the web addresses of %n servers answer is not known.</source>
        <translation>
            <numerusform>Whether the web address of %n server answers is not known.</numerusform>
            <numerusform>Whether the web addresses of %n servers answer is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The web addresses of %n servers answer with an error.</source>
        <translation>
            <numerusform>The web address of %n server answers with an error.</numerusform>
            <numerusform>The web addresses of %n servers answer with an error.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The web addresses of %n servers lead to another host.</source>
        <translation>
            <numerusform>The web address of %n server leads to another host.</numerusform>
            <numerusform>The web addresses of %n servers lead to another host.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The web addresses of %n servers are not encrypted.</source>
        <translation>
            <numerusform>The web address of %n server is not encrypted.</numerusform>
            <numerusform>The web addresses of %n servers are not encrypted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The databases of %n servers could not be asked.</source>
        <translation>
            <numerusform>The database of %n server could not be asked.</numerusform>
            <numerusform>The databases of %n servers could not be asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n pairs of databases the slave could not take over safely: their versions differ.</source>
        <translation>
            <numerusform>In %n pair of databases the slave could not take over safely: their versions differ.</numerusform>
            <numerusform>In %n pairs of databases the slave could not take over safely: their versions differ.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The replication of %n databases does not keep up.</source>
        <translation>
            <numerusform>The replication of %n database does not keep up.</numerusform>
            <numerusform>The replication of %n databases does not keep up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n databases follow another server than their partner.</source>
        <translation>
            <numerusform>%n database follows another server than its partner.</numerusform>
            <numerusform>%n databases follow another server than their partner.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether %n databases follow another server is not known.</source>
        <translation>
            <numerusform>Whether %n database follows another server is not known.</numerusform>
            <numerusform>Whether %n databases follow another server is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>In %n pairs of databases neither follows the other.</source>
        <translation>
            <numerusform>In %n pair of databases neither follows the other.</numerusform>
            <numerusform>In %n pairs of databases neither follows the other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n requests to the storage team are not done.</source>
        <translation>
            <numerusform>%n request to the storage team is not done.</numerusform>
            <numerusform>%n requests to the storage team are not done.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options of Moodle hold a text that makes no sense there.</source>
        <translation>
            <numerusform>%n option of Moodle holds a text that makes no sense there.</numerusform>
            <numerusform>%n options of Moodle hold a text that makes no sense there.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Moodle sites never delete an old course backup.</source>
        <translation>
            <numerusform>%n Moodle site never deletes an old course backup.</numerusform>
            <numerusform>%n Moodle sites never delete an old course backup.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Courses of %n Moodle sites may delete each other&apos;s backups.</source>
        <translation>
            <numerusform>Courses of %n Moodle site may delete each other&apos;s backups.</numerusform>
            <numerusform>Courses of %n Moodle sites may delete each other&apos;s backups.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup settings of %n Moodle sites have never been read.</source>
        <translation>
            <numerusform>The backup settings of %n Moodle site have never been read.</numerusform>
            <numerusform>The backup settings of %n Moodle sites have never been read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup settings of %n Moodle sites were read long ago.</source>
        <translation>
            <numerusform>The backup settings of %n Moodle site were read long ago.</numerusform>
            <numerusform>The backup settings of %n Moodle sites were read long ago.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing is agreed about the backup settings of %n Moodle sites.</source>
        <translation>
            <numerusform>Nothing is agreed about the backup settings of %n Moodle site.</numerusform>
            <numerusform>Nothing is agreed about the backup settings of %n Moodle sites.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archives did not finish.</source>
        <translation>
            <numerusform>%n archive did not finish.</numerusform>
            <numerusform>%n archives did not finish.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What became of %n archives is not known.</source>
        <translation>
            <numerusform>What became of %n archive is not known.</numerusform>
            <numerusform>What became of %n archives is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What the plans of %n archives warned of is still open.</source>
        <translation>
            <numerusform>What the plan of %n archive warned of is still open.</numerusform>
            <numerusform>What the plans of %n archives warned of is still open.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archives are no longer at their place.</source>
        <translation>
            <numerusform>%n archive is no longer at its place.</numerusform>
            <numerusform>%n archives are no longer at their place.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archives are at their place again and have not been read since.</source>
        <translation>
            <numerusform>%n archive is at its place again and has not been read since.</numerusform>
            <numerusform>%n archives are at their place again and have not been read since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses have no copy that would restore.</source>
        <translation>
            <numerusform>%n course has no copy that would restore.</numerusform>
            <numerusform>%n courses have no copy that would restore.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses have no copy, and Moodle calls that no error.</source>
        <translation>
            <numerusform>%n course has no copy, and Moodle calls that no error.</numerusform>
            <numerusform>%n courses have no copy, and Moodle calls that no error.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest copies of %n courses would not restore.</source>
        <translation>
            <numerusform>The newest copy of %n course would not restore.</numerusform>
            <numerusform>The newest copies of %n courses would not restore.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest copies of %n courses lack files.</source>
        <translation>
            <numerusform>The newest copy of %n course lacks files.</numerusform>
            <numerusform>The newest copies of %n courses lack files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The copies of %n courses are without users or files.</source>
        <translation>
            <numerusform>The copies of %n course are without users or files.</numerusform>
            <numerusform>The copies of %n courses are without users or files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last good copies of %n courses are too old.</source>
        <translation>
            <numerusform>The last good copy of %n course is too old.</numerusform>
            <numerusform>The last good copies of %n courses are too old.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether %n courses have a good copy is not known.</source>
        <translation>
            <numerusform>Whether %n course has a good copy is not known.</numerusform>
            <numerusform>Whether %n courses have a good copy is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses have never been backed up.</source>
        <translation>
            <numerusform>%n course has never been backed up.</numerusform>
            <numerusform>%n courses have never been backed up.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest copies of %n courses are spoilt; earlier ones count.</source>
        <translation>
            <numerusform>The newest copy of %n course is spoilt; an earlier one counts.</numerusform>
            <numerusform>The newest copies of %n courses are spoilt; earlier ones count.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backups of %n courses have shrunk.</source>
        <translation>
            <numerusform>The backups of %n course have shrunk.</numerusform>
            <numerusform>The backups of %n courses have shrunk.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last backups of %n courses failed twice running.</source>
        <translation>
            <numerusform>The last backups of %n course failed twice running.</numerusform>
            <numerusform>The last backups of %n courses failed twice running.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backups of %n courses began and did not end.</source>
        <translation>
            <numerusform>The backup of %n course began and did not end.</numerusform>
            <numerusform>The backups of %n courses began and did not end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses wait for a backup that nothing will start.</source>
        <translation>
            <numerusform>%n course waits for a backup that nothing will start.</numerusform>
            <numerusform>%n courses wait for a backup that nothing will start.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moodle calls the backups of %n courses OK that did not end well.</source>
        <translation>
            <numerusform>Moodle calls the backup of %n course OK that did not end well.</numerusform>
            <numerusform>Moodle calls the backups of %n courses OK that did not end well.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moodle skips %n courses that need a new copy.</source>
        <translation>
            <numerusform>Moodle skips %n course that needs a new copy.</numerusform>
            <numerusform>Moodle skips %n courses that need a new copy.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backups of %n courses have names that belong to another course too.</source>
        <translation>
            <numerusform>The backups of %n course have names that belong to another course too.</numerusform>
            <numerusform>The backups of %n courses have names that belong to another course too.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The dates of the copies of %n courses contradict each other.</source>
        <translation>
            <numerusform>The dates of the copies of %n course contradict each other.</numerusform>
            <numerusform>The dates of the copies of %n courses contradict each other.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The copies of %n courses are dated in the future.</source>
        <translation>
            <numerusform>The copies of %n course are dated in the future.</numerusform>
            <numerusform>The copies of %n courses are dated in the future.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have none</source>
        <comment>courses, no copy</comment>
        <translation>
            <numerusform>%n has none</numerusform>
            <numerusform>%n have none</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have a damaged one</source>
        <comment>courses, a copy</comment>
        <translation>
            <numerusform>%n has a damaged one</numerusform>
            <numerusform>%n have a damaged one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have an incomplete one</source>
        <comment>courses, a copy</comment>
        <translation>
            <numerusform>%n has an incomplete one</numerusform>
            <numerusform>%n have an incomplete one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n have an old one</source>
        <comment>courses, a copy</comment>
        <translation>
            <numerusform>%n has an old one</numerusform>
            <numerusform>%n have an old one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>of %n it is not known</source>
        <comment>courses</comment>
        <translation>
            <numerusform>of %n it is not known</numerusform>
            <numerusform>of %n it is not known</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>All %n courses have an up-to-date copy that would restore.</source>
        <translation>
            <numerusform>The one course has an up-to-date copy that would restore.</numerusform>
            <numerusform>All %n courses have an up-to-date copy that would restore.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of %1 courses have an up-to-date copy that would restore.</source>
        <translation>
            <numerusform>%n of %1 courses has an up-to-date copy that would restore.</numerusform>
            <numerusform>%n of %1 courses have an up-to-date copy that would restore.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It has %n copies, which take %1:</source>
        <translation>
            <numerusform>It has %n copy, which takes %1:</numerusform>
            <numerusform>It has %n copies, which take %1:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %n backups of %1 failed.</source>
        <translation>
            <numerusform>The last backup of %1 failed.</numerusform>
            <numerusform>The last %n backups of %1 failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moodle keeps %n runs. The last one, %1: %2.</source>
        <comment>an age, how a run ended</comment>
        <translation>
            <numerusform>Moodle keeps %n run, %1: %2.</numerusform>
            <numerusform>Moodle keeps %n runs. The last one, %1: %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its newest copy, made %1, lacks %n files that belong to it; the first is %2.</source>
        <translation>
            <numerusform>Its newest copy, made %1, lacks %n file that belongs to it: %2.</numerusform>
            <numerusform>Its newest copy, made %1, lacks %n files that belong to it; the first is %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moodle records %n copies of it, and the pool has none of them.</source>
        <translation>
            <numerusform>Moodle records %n copy of it, and the pool does not have it.</numerusform>
            <numerusform>Moodle records %n copies of it, and the pool has none of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <comment>problems</comment>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>None of the %n copies that it records is in its pool, and its config.php, which may name another place, could not be read.</source>
        <translation>
            <numerusform>The %n copy that it records is not in its pool, and its config.php, which may name another place, could not be read.</numerusform>
            <numerusform>None of the %n copies that it records is in its pool, and its config.php, which may name another place, could not be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody has looked into %n copies of courses of %1.</source>
        <translation>
            <numerusform>Nobody has looked into %n copy of a course of %1.</numerusform>
            <numerusform>Nobody has looked into %n copies of courses of %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It is set to keep all, to delete what is older than %n days and to keep none at least: Moodle then deletes all of a course, whatever their age, and calls that OK.</source>
        <translation>
            <numerusform>It is set to keep all, to delete what is older than %n day and to keep none at least: Moodle then deletes all of a course, whatever their age, and calls that OK.</numerusform>
            <numerusform>It is set to keep all, to delete what is older than %n days and to keep none at least: Moodle then deletes all of a course, whatever their age, and calls that OK.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last run of %1 did not come to %n courses.</source>
        <translation>
            <numerusform>The last run of %1 did not come to %n course.</numerusform>
            <numerusform>The last run of %1 did not come to %n courses.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backups are of courses that %1 has no more.</source>
        <translation>
            <numerusform>%n backup is of a course that %1 has no more.</numerusform>
            <numerusform>%n backups are of courses that %1 has no more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files among the backups of %1 belong to nothing.</source>
        <translation>
            <numerusform>%n file among the backups of %1 belongs to nothing.</numerusform>
            <numerusform>%n files among the backups of %1 belong to nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>People have made %n backups in %1 by hand.</source>
        <translation>
            <numerusform>People have made %n backup in %1 by hand.</numerusform>
            <numerusform>People have made %n backups in %1 by hand.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n deleted files of %1 still take room.</source>
        <translation>
            <numerusform>%n deleted file of %1 still takes room.</numerusform>
            <numerusform>%n deleted files of %1 still take room.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n courses safe</source>
        <comment>by an up-to-date copy that would restore</comment>
        <translation>
            <numerusform>%1 of %n course safe</numerusform>
            <numerusform>%1 of %n courses safe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n sites never)</source>
        <comment>read</comment>
        <translation>
            <numerusform>(%n site never)</numerusform>
            <numerusform>(%n sites never)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n are backed up only in part.</source>
        <translation>
            <numerusform>%n is backed up only in part.</numerusform>
            <numerusform>%n are backed up only in part.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backups of %n are stale.</source>
        <translation>
            <numerusform>The backup of %n is stale.</numerusform>
            <numerusform>The backups of %n are stale.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether %n are backed up is not known.</source>
        <translation>
            <numerusform>Whether %n is backed up is not known.</numerusform>
            <numerusform>Whether %n are backed up is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What was read of the backups of %n courses is forgotten.</source>
        <translation>
            <numerusform>What was read of the backups of %n course is forgotten.</numerusform>
            <numerusform>What was read of the backups of %n courses is forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n of them only the end was looked at.</source>
        <comment>courses, copies</comment>
        <translation>
            <numerusform>Of %n of them only the end was looked at.</numerusform>
            <numerusform>Of %n of them only the end was looked at.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses are not to be deleted.</source>
        <translation>
            <numerusform>%n course is not to be deleted.</numerusform>
            <numerusform>%n courses are not to be deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses may be deleted.</source>
        <translation>
            <numerusform>%n course may be deleted.</numerusform>
            <numerusform>%n courses may be deleted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of them rest on an archive that is on tape, as somebody noted.</source>
        <translation>
            <numerusform>%n of them rests on an archive that is on tape, as somebody noted.</numerusform>
            <numerusform>%n of them rest on an archive that is on tape, as somebody noted.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files and folders, %1 when unpacked.</source>
        <translation>
            <numerusform>%n file or folder, %1 when unpacked.</numerusform>
            <numerusform>%n files and folders, %1 when unpacked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n files and folders are listed, and there may be more.</source>
        <translation>
            <numerusform>%n file or folder is listed, and there may be more.</numerusform>
            <numerusform>%n files and folders are listed, and there may be more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first %n of its %1 files and folders are listed.</source>
        <translation>
            <numerusform>The first %n of its %1 files and folders is listed.</numerusform>
            <numerusform>The first %n of its %1 files and folders are listed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It tells of %n activities: %1.</source>
        <translation>
            <numerusform>It tells of %n activity: %1.</numerusform>
            <numerusform>It tells of %n activities: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It restores whole only while Moodle&apos;s pool keeps the %n files that it names: it had all of them on %1.</source>
        <translation>
            <numerusform>It restores whole only while Moodle&apos;s pool keeps the %n file that it names: it had it on %1.</numerusform>
            <numerusform>It restores whole only while Moodle&apos;s pool keeps the %n files that it names: it had all of them on %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the %1 files that it names, %n were gone from Moodle&apos;s pool on %2: it would restore without them.</source>
        <translation>
            <numerusform>Of the %1 files that it names, %n was gone from Moodle&apos;s pool on %2: it would restore without it.</numerusform>
            <numerusform>Of the %1 files that it names, %n were gone from Moodle&apos;s pool on %2: it would restore without them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backups of %1 take %2 in %n files.</source>
        <comment>a site, a size</comment>
        <translation>
            <numerusform>The backups of %1 take %2 in %n file.</numerusform>
            <numerusform>The backups of %1 take %2 in %n files.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 in %n files</source>
        <comment>a day, a course or a kind; a size</comment>
        <translation>
            <numerusform>%1: %2 in %n file</numerusform>
            <numerusform>%1: %2 in %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>How much room its backups took on %n days is forgotten.</source>
        <translation>
            <numerusform>How much room its backups took on %n day is forgotten.</numerusform>
            <numerusform>How much room its backups took on %n days is forgotten.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n promises are broken.</source>
        <translation>
            <numerusform>%n promise is broken.</numerusform>
            <numerusform>%n promises are broken.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n promises cannot be kept.</source>
        <translation>
            <numerusform>%n promise cannot be kept.</numerusform>
            <numerusform>%n promises cannot be kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n Moodle sites it cannot be decided whether all promises are kept.</source>
        <translation>
            <numerusform>Of %n Moodle site it cannot be decided whether all promises are kept.</numerusform>
            <numerusform>Of %n Moodle sites it cannot be decided whether all promises are kept.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n holds were to be looked at again by now.</source>
        <translation>
            <numerusform>%n hold was to be looked at again by now.</numerusform>
            <numerusform>%n holds were to be looked at again by now.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n decided on %1</source>
        <translation>
            <numerusform>%n decided on %1</numerusform>
            <numerusform>%n decided on %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n things to decide</source>
        <translation>
            <numerusform>%n thing to decide</numerusform>
            <numerusform>%n things to decide</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>And %n more.</source>
        <comment>rows of a table</comment>
        <translation>
            <numerusform>And %n more.</numerusform>
            <numerusform>And %n more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n nights it is not known.</source>
        <translation>
            <numerusform>Of %n night it is not known.</numerusform>
            <numerusform>Of %n nights it is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The last %n nights are promised.</source>
        <translation>
            <numerusform>The last %n night is promised.</numerusform>
            <numerusform>The last %n nights are promised.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Mondays back at any time, and so for each day of the week.</source>
        <translation>
            <numerusform>%n Monday back at any time, and so for each day of the week.</numerusform>
            <numerusform>%n Mondays back at any time, and so for each day of the week.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archives were finished so far.</source>
        <translation>
            <numerusform>%n archive was finished so far.</numerusform>
            <numerusform>%n archives were finished so far.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the last %n runs that Moodle remembers, at most 15 a course, %1 did not come to their end.</source>
        <translation>
            <numerusform>Of the last %n run that Moodle remembers, at most 15 a course, %1 did not come to its end.</numerusform>
            <numerusform>Of the last %n runs that Moodle remembers, at most 15 a course, %1 did not come to their end.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses failed twice in a row: keeping more copies does not help these.</source>
        <translation>
            <numerusform>%n course failed twice in a row: keeping more copies does not help it.</numerusform>
            <numerusform>%n courses failed twice in a row: keeping more copies does not help these.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %n hours before the day of the loss are not in it</source>
        <translation>
            <numerusform>the last hour before the day of the loss is not in it</numerusform>
            <numerusform>the last %n hours before the day of the loss are not in it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %n days before the day of the loss are not in it</source>
        <translation>
            <numerusform>the last day before the day of the loss is not in it</numerusform>
            <numerusform>the last %n days before the day of the loss are not in it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies of courses, made by Moodle</source>
        <translation>
            <numerusform>%n copy of courses, made by Moodle</numerusform>
            <numerusform>%n copies of courses, made by Moodle</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more copies of courses</source>
        <translation>
            <numerusform>%n more copy of courses</numerusform>
            <numerusform>%n more copies of courses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Copies of courses of %n nights that the server has no more</source>
        <translation>
            <numerusform>Copies of courses of %n night that the server has no more</numerusform>
            <numerusform>Copies of courses of %n nights that the server has no more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Database dumps of %n nights</source>
        <translation>
            <numerusform>Database dumps of %n night</numerusform>
            <numerusform>Database dumps of %n nights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The storage manager keeps an archive %n years.</source>
        <translation>
            <numerusform>The storage manager keeps an archive %n year.</numerusform>
            <numerusform>The storage manager keeps an archive %n years.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Longer ago than the rules are played: %n days.</source>
        <translation>
            <numerusform>Longer ago than the rules are played: %n day.</numerusform>
            <numerusform>Longer ago than the rules are played: %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses are held: for them nothing has to go before that ends.</source>
        <translation>
            <numerusform>%n course is held: for it nothing has to go before that ends.</numerusform>
            <numerusform>%n courses are held: for them nothing has to go before that ends.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies on the server are older than promised.</source>
        <translation>
            <numerusform>%n copy on the server is older than promised.</numerusform>
            <numerusform>%n copies on the server are older than promised.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>When %n copies on the server were made cannot be told.</source>
        <translation>
            <numerusform>When %n copy on the server was made cannot be told.</numerusform>
            <numerusform>When %n copies on the server were made cannot be told.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n courses the category is not known.</source>
        <translation>
            <numerusform>Of %n course the category is not known.</numerusform>
            <numerusform>Of %n courses the category is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies that people made are deleted by no rule: somebody has to.</source>
        <translation>
            <numerusform>%n copy that people made is deleted by no rule: somebody has to.</numerusform>
            <numerusform>%n copies that people made are deleted by no rule: somebody has to.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The storage manager keeps the replaced versions of a file %n days.</source>
        <translation>
            <numerusform>The storage manager keeps the replaced versions of a file %n day.</numerusform>
            <numerusform>The storage manager keeps the replaced versions of a file %n days.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n database dumps stay on the server for ever: nothing overwrites or deletes them.</source>
        <translation>
            <numerusform>%n database dump stays on the server for ever: nothing overwrites or deletes it.</numerusform>
            <numerusform>%n database dumps stay on the server for ever: nothing overwrites or deletes them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The storage manager never deletes its copies of %n database dumps.</source>
        <translation>
            <numerusform>The storage manager never deletes its copies of %n database dump.</numerusform>
            <numerusform>The storage manager never deletes its copies of %n database dumps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>By the rules %n database dumps are kept longer than promised.</source>
        <translation>
            <numerusform>By the rules %n database dump is kept longer than promised.</numerusform>
            <numerusform>By the rules %n database dumps are kept longer than promised.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The storage manager never deletes an archive, so nothing that is in one can go; %n finished archives are known.</source>
        <translation>
            <numerusform>The storage manager never deletes an archive, so nothing that is in one can go; %n finished archive is known.</numerusform>
            <numerusform>The storage manager never deletes an archive, so nothing that is in one can go; %n finished archives are known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archives are older than promised.</source>
        <translation>
            <numerusform>%n archive is older than promised.</numerusform>
            <numerusform>%n archives are older than promised.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses lack nights that the rules would give.</source>
        <translation>
            <numerusform>%n course lacks nights that the rules would give.</numerusform>
            <numerusform>%n courses lack nights that the rules would give.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n courses nobody has seen every copy that was to be made.</source>
        <translation>
            <numerusform>Of %n course nobody has seen every copy that was to be made.</numerusform>
            <numerusform>Of %n courses nobody has seen every copy that was to be made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>By the rules each of the last %n nights can be restored.</source>
        <translation>
            <numerusform>By the rules the last night can be restored.</numerusform>
            <numerusform>By the rules each of the last %n nights can be restored.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether the storage manager still has the copies of %n nights is not known: its figures are missing.</source>
        <translation>
            <numerusform>Whether the storage manager still has the copies of %n night is not known: its figures are missing.</numerusform>
            <numerusform>Whether the storage manager still has the copies of %n nights is not known: its figures are missing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The rules are played for %n days: what was before that cannot be told.</source>
        <translation>
            <numerusform>The rules are played for %n day: what was before that cannot be told.</numerusform>
            <numerusform>The rules are played for %n days: what was before that cannot be told.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What was more than %n days ago cannot be told by the rules.</source>
        <translation>
            <numerusform>What was more than %n day ago cannot be told by the rules.</numerusform>
            <numerusform>What was more than %n days ago cannot be told by the rules.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What an upgrade replaces is kept %n days at most.</source>
        <translation>
            <numerusform>What an upgrade replaces is kept %n day at most.</numerusform>
            <numerusform>What an upgrade replaces is kept %n days at most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What an upgrade deletes is kept %n days at most.</source>
        <translation>
            <numerusform>What an upgrade deletes is kept %n day at most.</numerusform>
            <numerusform>What an upgrade deletes is kept %n days at most.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>On which days %n more archives of %1 a year are made</source>
        <translation>
            <numerusform>On which days %n more archive of %1 a year is made</numerusform>
            <numerusform>On which days %n more archives of %1 a year are made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n weeks</source>
        <translation>
            <numerusform>%n week</numerusform>
            <numerusform>%n weeks</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n months</source>
        <translation>
            <numerusform>%n month</numerusform>
            <numerusform>%n months</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n years</source>
        <translation>
            <numerusform>%n year</numerusform>
            <numerusform>%n years</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of all %n courses a sound copy of this night was seen</source>
        <translation>
            <numerusform>Of the one course a sound copy of this night was seen</numerusform>
            <numerusform>Of all %n courses a sound copy of this night was seen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n courses have a sound copy of this night.</source>
        <translation>
            <numerusform>%1 of %n course has a sound copy of this night.</numerusform>
            <numerusform>%1 of %n courses have a sound copy of this night.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether there is one is not known of %n courses: nobody has seen it.</source>
        <translation>
            <numerusform>Whether there is one is not known of %n course: nobody has seen it.</numerusform>
            <numerusform>Whether there is one is not known of %n courses: nobody has seen it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: %2 of %n courses have no copy of that night though one was due.</source>
        <translation>
            <numerusform>%1: %2 of %n course has no copy of that night though one was due.</numerusform>
            <numerusform>%1: %2 of %n courses have no copy of that night though one was due.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>So it is with %n earlier nights.</source>
        <translation>
            <numerusform>So it is with %n earlier night.</numerusform>
            <numerusform>So it is with %n earlier nights.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n nights nobody has seen whether all the copies that were due were made.</source>
        <translation>
            <numerusform>Of %n night nobody has seen whether all the copies that were due were made.</numerusform>
            <numerusform>Of %n nights nobody has seen whether all the copies that were due were made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n nights</source>
        <translation>
            <numerusform>%n night</numerusform>
            <numerusform>%n nights</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>By the rules each of the last %n nights can be restored for each course.</source>
        <translation>
            <numerusform>By the rules the last night can be restored for each course.</numerusform>
            <numerusform>By the rules each of the last %n nights can be restored for each course.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of the last %n nights can be restored for each course, %2 cannot.</source>
        <translation>
            <numerusform>%1 of the last %n night can be restored for each course, %2 cannot.</numerusform>
            <numerusform>%1 of the last %n nights can be restored for each course, %2 cannot.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Seen so far: %n of them.</source>
        <comment>nights</comment>
        <translation>
            <numerusform>Seen so far: %n of them.</numerusform>
            <numerusform>Seen so far: %n of them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether %n promises of %1 are kept cannot be decided.</source>
        <translation>
            <numerusform>Whether %n promise of %1 is kept cannot be decided.</numerusform>
            <numerusform>Whether %n promises of %1 are kept cannot be decided.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n promises kept</source>
        <translation>
            <numerusform>%1 of %n promise kept</numerusform>
            <numerusform>%1 of %n promises kept</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more findings are good to know: the overview has them.</source>
        <translation>
            <numerusform>%n more finding is good to know: the overview has it.</numerusform>
            <numerusform>%n more findings are good to know: the overview has them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Course backups of %n Moodle sites run only by hand.</source>
        <translation>
            <numerusform>Course backups of %n Moodle site run only by hand.</numerusform>
            <numerusform>Course backups of %n Moodle sites run only by hand.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options of Moodle have several rows.</source>
        <translation>
            <numerusform>%n option of Moodle has several rows.</numerusform>
            <numerusform>%n options of Moodle have several rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options of Moodle are forced by config.php.</source>
        <translation>
            <numerusform>%n option of Moodle is forced by config.php.</numerusform>
            <numerusform>%n options of Moodle are forced by config.php.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options of Moodle were changed, and are not in force.</source>
        <translation>
            <numerusform>%n option of Moodle was changed, and is not in force.</numerusform>
            <numerusform>%n options of Moodle were changed, and are not in force.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Course backups lack something by %n options of Moodle.</source>
        <translation>
            <numerusform>Course backups lack something by %n option of Moodle.</numerusform>
            <numerusform>Course backups lack something by %n options of Moodle.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options of Moodle are set, and decide nothing.</source>
        <translation>
            <numerusform>%n option of Moodle is set, and decides nothing.</numerusform>
            <numerusform>%n options of Moodle are set, and decide nothing.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n Moodle sites keep only the least of their backups.</source>
        <translation>
            <numerusform>%n Moodle site keeps only the least of its backups.</numerusform>
            <numerusform>%n Moodle sites keep only the least of their backups.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Backups of %n Moodle sites are to be put into a folder, and none is set.</source>
        <translation>
            <numerusform>Backups of %n Moodle site are to be put into a folder, and none is set.</numerusform>
            <numerusform>Backups of %n Moodle sites are to be put into a folder, and none is set.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The mark of a running backup was left over at %n Moodle sites.</source>
        <translation>
            <numerusform>The mark of a running backup was left over at %n Moodle site.</numerusform>
            <numerusform>The mark of a running backup was left over at %n Moodle sites.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Whether a backup runs at %n Moodle sites is not known.</source>
        <translation>
            <numerusform>Whether a backup runs at %n Moodle site is not known.</numerusform>
            <numerusform>Whether a backup runs at %n Moodle sites is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backup settings of %n Moodle sites can only be read.</source>
        <translation>
            <numerusform>The backup settings of %n Moodle site can only be read.</numerusform>
            <numerusform>The backup settings of %n Moodle sites can only be read.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What %n Moodle sites really run with could not be asked.</source>
        <translation>
            <numerusform>What %n Moodle site really runs with could not be asked.</numerusform>
            <numerusform>What %n Moodle sites really run with could not be asked.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The courses of %n Moodle sites are backed up during the dump.</source>
        <translation>
            <numerusform>The courses of %n Moodle site are backed up during the dump.</numerusform>
            <numerusform>The courses of %n Moodle sites are backed up during the dump.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The courses of %n Moodle sites are backed up during the incremental.</source>
        <translation>
            <numerusform>The courses of %n Moodle site are backed up during the incremental.</numerusform>
            <numerusform>The courses of %n Moodle sites are backed up during the incremental.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>the last %n hours before the loss was noticed are not in it</source>
        <translation>
            <numerusform>the last hour before the loss was noticed is not in it</numerusform>
            <numerusform>the last %n hours before the loss was noticed are not in it</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>up to %n hours before the loss are not in it, by the hour at which it came</source>
        <translation>
            <numerusform>up to one hour before the loss is not in it, by the hour at which it came</numerusform>
            <numerusform>up to %n hours before the loss are not in it, by the hour at which it came</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>By the rules each of the last %n nights can be restored of a course that changes before each run.</source>
        <translation>
            <numerusform>By the rules the last night can be restored of a course that changes before each run.</numerusform>
            <numerusform>By the rules each of the last %n nights can be restored of a course that changes before each run.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Which courses Moodle skips is not known: it also skips one that changed since its last backup, if that was more than %n days before a run.</source>
        <translation>
            <numerusform>Which courses Moodle skips is not known: it also skips one that changed since its last backup, if that was more than %n day before a run.</numerusform>
            <numerusform>Which courses Moodle skips is not known: it also skips one that changed since its last backup, if that was more than %n days before a run.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>As each course is next backed up, Moodle deletes its automated backups of more than %n days for good, and where Keep is &quot;all&quot; every one but those that it is to keep at least.</source>
        <translation>
            <numerusform>As each course is next backed up, Moodle deletes its automated backups of more than %n day for good, and where Keep is &quot;all&quot; every one but those that it is to keep at least.</numerusform>
            <numerusform>As each course is next backed up, Moodle deletes its automated backups of more than %n days for good, and where Keep is &quot;all&quot; every one but those that it is to keep at least.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Courses that were not changed for %n days get no new backup.</source>
        <translation>
            <numerusform>Courses that were not changed for %n day get no new backup.</numerusform>
            <numerusform>Courses that were not changed for %n days get no new backup.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 keeps only %n automated backups of each course.</source>
        <translation>
            <numerusform>%1 keeps only %n automated backup of each course.</numerusform>
            <numerusform>%1 keeps only %n automated backups of each course.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>When %n copies were made is not known: they are left out.</source>
        <translation>
            <numerusform>When %n copy was made is not known: it is left out.</numerusform>
            <numerusform>When %n copies were made is not known: they are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nobody has looked into %n copies: they are taken for what their names say.</source>
        <translation>
            <numerusform>Nobody has looked into %n copy: it is taken for what its name says.</numerusform>
            <numerusform>Nobody has looked into %n copies: they are taken for what their names say.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It runs %n times a week</source>
        <translation>
            <numerusform>It runs once a week</numerusform>
            <numerusform>It runs %n times a week</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n courses no copy stays, not even the one that the run has just made.</source>
        <translation>
            <numerusform>Of %n course no copy stays, not even the one that the run has just made.</numerusform>
            <numerusform>Of %n courses no copy stays, not even the one that the run has just made.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies</source>
        <translation>
            <numerusform>%n copy</numerusform>
            <numerusform>%n copies</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of the last %1 nights %n could be restored</source>
        <translation>
            <numerusform>Of the last %1 nights %n could be restored</numerusform>
            <numerusform>Of the last %1 nights %n could be restored</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n courses the size of a backup is not known: they are left out of what is written.</source>
        <translation>
            <numerusform>Of %n course the size of a backup is not known: it is left out of what is written.</numerusform>
            <numerusform>Of %n courses the size of a backup is not known: they are left out of what is written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <comment>pairs of courses</comment>
        <translation>
            <numerusform>%n more</numerusform>
            <numerusform>%n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses of %1 lose backups to another course.</source>
        <translation>
            <numerusform>%n course of %1 loses backups to another course.</numerusform>
            <numerusform>%n courses of %1 lose backups to another course.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses of %1 share their backups&apos; names with another.</source>
        <translation>
            <numerusform>%n course of %1 shares its backups&apos; names with another.</numerusform>
            <numerusform>%n courses of %1 share their backups&apos; names with another.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses gained.</source>
        <translation>
            <numerusform>%n course gained.</numerusform>
            <numerusform>%n courses gained.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses lost.</source>
        <translation>
            <numerusform>%n course lost.</numerusform>
            <numerusform>%n courses lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses shrunk by more than a tenth.</source>
        <translation>
            <numerusform>%n course shrunk by more than a tenth.</numerusform>
            <numerusform>%n courses shrunk by more than a tenth.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was agreed that %1 keeps archives %n years.</source>
        <translation>
            <numerusform>It was agreed that %1 keeps archives %n year.</numerusform>
            <numerusform>It was agreed that %1 keeps archives %n years.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was agreed that the storage manager keeps the archives of %1 %n years.</source>
        <translation>
            <numerusform>It was agreed that the storage manager keeps the archives of %1 %n year.</numerusform>
            <numerusform>It was agreed that the storage manager keeps the archives of %1 %n years.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies of archives are kept for longer than was agreed.</source>
        <translation>
            <numerusform>%n copy of an archive is kept for longer than was agreed.</numerusform>
            <numerusform>%n copies of archives are kept for longer than was agreed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archives have not been read through for a long time.</source>
        <translation>
            <numerusform>%n archive has not been read through for a long time.</numerusform>
            <numerusform>%n archives have not been read through for a long time.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The manifests of %n archives are signed by keys that nobody here allowed.</source>
        <translation>
            <numerusform>The manifest of %n archive is signed by a key that nobody here allowed.</numerusform>
            <numerusform>The manifests of %n archives are signed by keys that nobody here allowed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hand-overs of archives have been going on for long.</source>
        <translation>
            <numerusform>%n hand-over of an archive has been going on for long.</numerusform>
            <numerusform>%n hand-overs of archives have been going on for long.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hand-overs of archives failed.</source>
        <translation>
            <numerusform>%n hand-over of an archive failed.</numerusform>
            <numerusform>%n hand-overs of archives failed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hand-overs of archives are not confirmed.</source>
        <translation>
            <numerusform>%n hand-over of an archive is not confirmed.</numerusform>
            <numerusform>%n hand-overs of archives are not confirmed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What became of %n hand-overs of archives is not known.</source>
        <translation>
            <numerusform>What became of %n hand-over of an archive is not known.</numerusform>
            <numerusform>What became of %n hand-overs of archives is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies of archives expire at their places soon, or have.</source>
        <translation>
            <numerusform>%n copy of an archive expires at its place soon, or has.</numerusform>
            <numerusform>%n copies of archives expire at their places soon, or have.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hand-overs that were planned for archives are not known of.</source>
        <translation>
            <numerusform>%n hand-over that was planned for an archive is not known of.</numerusform>
            <numerusform>%n hand-overs that were planned for archives are not known of.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The best of %n copies of %1 is %2, made %3.</source>
        <translation>
            <numerusform>The best of %n copy of %1 is %2, made %3.</numerusform>
            <numerusform>The best of %n copies of %1 is %2, made %3.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The best of %n copies of %1 is %2; when it was made is not known.</source>
        <translation>
            <numerusform>The best of %n copy of %1 is %2; when it was made is not known.</numerusform>
            <numerusform>The best of %n copies of %1 is %2; when it was made is not known.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n sections</source>
        <translation>
            <numerusform>%n section</numerusform>
            <numerusform>%n sections</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n enrolled users</source>
        <translation>
            <numerusform>%n enrolled user</numerusform>
            <numerusform>%n enrolled users</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n drills none has proven a copy whole.</source>
        <translation>
            <numerusform>The only drill has not proven a copy whole.</numerusform>
            <numerusform>Of %n drills none has proven a copy whole.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n days</source>
        <comment>a version is kept</comment>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Nothing was removed. Hand it over to a place first; one that keeps it for less than %n more days does not count.</source>
        <translation>
            <numerusform>Nothing was removed. Hand it over to a place first; one that keeps it for less than %n more day does not count.</numerusform>
            <numerusform>Nothing was removed. Hand it over to a place first; one that keeps it for less than %n more days does not count.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n places have it, as was confirmed.</source>
        <translation>
            <numerusform>%n place has it, as was confirmed.</numerusform>
            <numerusform>%n places have it, as was confirmed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n archives to delete</source>
        <translation>
            <numerusform>%n archive to delete</numerusform>
            <numerusform>%n archives to delete</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ArchiveCopiesDialog</name>
    <message numerus="yes">
        <source>%n files are in the archive.</source>
        <translation>
            <numerusform>%n file is in the archive.</numerusform>
            <numerusform>%n files are in the archive.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ArchiveFoundStep</name>
    <message numerus="yes">
        <source>Why the archive is made without %n of its courses:</source>
        <translation>
            <numerusform>Why the archive is made without %n of its courses:</numerusform>
            <numerusform>Why the archive is made without %n of its courses:</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ArchiveWarningsDialog</name>
    <message numerus="yes">
        <source>The plan warned of %n things.</source>
        <translation>
            <numerusform>The plan warned of %n thing.</numerusform>
            <numerusform>The plan warned of %n things.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n courses have no up-to-date backup in it.</source>
        <translation>
            <numerusform>%n course has no up-to-date backup in it.</numerusform>
            <numerusform>%n courses have no up-to-date backup in it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ArchivesPage</name>
    <message numerus="yes">
        <source>%n archives on %1 were not known yet.</source>
        <translation>
            <numerusform>%n archive on %1 was not known yet.</numerusform>
            <numerusform>%n archives on %1 were not known yet.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Look at the archives on %n servers anew</source>
        <translation>
            <numerusform>Look at the archives on %n server anew</numerusform>
            <numerusform>Look at the archives on %n servers anew</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings of its plan</source>
        <translation>
            <numerusform>%n warning of its plan</numerusform>
            <numerusform>%n warnings of its plan</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::CatalogueSearchDialog</name>
    <message numerus="yes">
        <source>%n copies in archives have &quot;%1&quot; in their names.</source>
        <translation>
            <numerusform>%n copy in archives has &quot;%1&quot; in its name.</numerusform>
            <numerusform>%n copies in archives have &quot;%1&quot; in their names.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What %n archives hold has not come to this workspace.</source>
        <translation>
            <numerusform>What %n archive holds has not come to this workspace.</numerusform>
            <numerusform>What %n archives hold has not come to this workspace.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ChangesDialog</name>
    <message numerus="yes">
        <source>%n chosen servers</source>
        <translation>
            <numerusform>%n chosen server</numerusform>
            <numerusform>%n chosen servers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::CompareSitesDialog</name>
    <message numerus="yes">
        <source>%n options are different.</source>
        <translation>
            <numerusform>%n option is different.</numerusform>
            <numerusform>%n options are different.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options cannot be compared: a site has none like it, or it is not known.</source>
        <translation>
            <numerusform>%n option cannot be compared: a site has none like it, or it is not known.</numerusform>
            <numerusform>%n options cannot be compared: a site has none like it, or it is not known.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::CopiesToGoDialog</name>
    <message numerus="yes">
        <source>Moodle would delete %n copies of %1 at the next run of their courses: %2.</source>
        <comment>a site, a size</comment>
        <translation>
            <numerusform>Moodle would delete %n copy of %1 at the next run of its course: %2.</numerusform>
            <numerusform>Moodle would delete %n copies of %1 at the next run of their courses: %2.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::CourseCopiesDialog</name>
    <message numerus="yes">
        <source>Size over time, of %n backups that Moodle made. The last: %1</source>
        <translation>
            <numerusform>Size over time, of %n backup that Moodle made. The last: %1</numerusform>
            <numerusform>Size over time, of %n backups that Moodle made. The last: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::CoursesPage</name>
    <message numerus="yes">
        <source>Read the courses of %n sites anew and look through their backups</source>
        <translation>
            <numerusform>Read the courses of %n site anew and look through their backups</numerusform>
            <numerusform>Read the courses of %n sites anew and look through their backups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Read the backups of %n courses of %1 through</source>
        <translation>
            <numerusform>Read the backups of %n course of %1 through</numerusform>
            <numerusform>Read the backups of %n courses of %1 through</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The backups of %n courses were read through.</source>
        <translation>
            <numerusform>The backups of %n course were read through.</numerusform>
            <numerusform>The backups of %n courses were read through.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::DataTable</name>
    <message numerus="yes">
        <source>%n rows</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n rows were copied.</source>
        <translation>
            <numerusform>%n row was copied.</numerusform>
            <numerusform>%n rows were copied.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::DecisionDialog</name>
    <message numerus="yes">
        <source>Decide about %n servers</source>
        <translation>
            <numerusform>Decide about %n server</numerusform>
            <numerusform>Decide about %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>now %n days</source>
        <translation>
            <numerusform>now %n day</numerusform>
            <numerusform>now %n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::EditBar</name>
    <message numerus="yes">
        <source>%n changes are not written.</source>
        <translation>
            <numerusform>%n change is not written.</numerusform>
            <numerusform>%n changes are not written.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n of them somebody has changed the value since.</source>
        <translation>
            <numerusform>Of %n of them somebody has changed the value since.</numerusform>
            <numerusform>Of %n of them somebody has changed the value since.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ErasuresDialog</name>
    <message numerus="yes">
        <source>%n copies may still hold it, and not all of them have a last day.</source>
        <translation>
            <numerusform>%n copy may still hold it, and not all of them have a last day.</numerusform>
            <numerusform>%n copies may still hold it, and not all of them have a last day.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n copies may still hold it, the last until %1.</source>
        <translation>
            <numerusform>%n copy may still hold it, the last until %1.</numerusform>
            <numerusform>%n copies may still hold it, the last until %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::FoldersPage</name>
    <message numerus="yes">
        <source>Ask all %n servers that have folders anew, several at a time</source>
        <translation>
            <numerusform>Ask the %n server that has folders anew</numerusform>
            <numerusform>Ask all %n servers that have folders anew, several at a time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Refresh the %n servers of the chosen folders</source>
        <translation>
            <numerusform>&amp;Refresh the %n server of the chosen folders</numerusform>
            <numerusform>&amp;Refresh the %n servers of the chosen folders</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Refresh all %n servers</source>
        <translation>
            <numerusform>&amp;Refresh the %n server</numerusform>
            <numerusform>&amp;Refresh all %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ask the %n servers of the chosen folders anew, several at a time</source>
        <translation>
            <numerusform>Ask the %n server of the chosen folders anew</numerusform>
            <numerusform>Ask the %n servers of the chosen folders anew, several at a time</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::HoldsDialog</name>
    <message numerus="yes">
        <source>%n holds stand.</source>
        <translation>
            <numerusform>%n hold stands.</numerusform>
            <numerusform>%n holds stand.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ImportDialog</name>
    <message numerus="yes">
        <source>Apply %n changes</source>
        <translation>
            <numerusform>Apply %n change</numerusform>
            <numerusform>Apply %n changes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::InnerMembersDialog</name>
    <message numerus="yes">
        <source>%n files are inside.</source>
        <translation>
            <numerusform>%n file is inside.</numerusform>
            <numerusform>%n files are inside.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::JobLine</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::KeptPlansDialog</name>
    <message numerus="yes">
        <source>%n plans are kept.</source>
        <translation>
            <numerusform>%n plan is kept.</numerusform>
            <numerusform>%n plans are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::MainWindow</name>
    <message numerus="yes">
        <source>%1 of %n servers have answered, the last one %2.</source>
        <translation>
            <numerusform>%1 of %n server has answered, the last one %2.</numerusform>
            <numerusform>%1 of %n servers have answered, the last one %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n jobs have not ended. Closing cancels them. Archives that are being made on a server go on there: the program finds them again when it is next opened.</source>
        <translation>
            <numerusform>%n job has not ended. Closing cancels it. Archives that are being made on a server go on there: the program finds them again when it is next opened.</numerusform>
            <numerusform>%n jobs have not ended. Closing cancels them. Archives that are being made on a server go on there: the program finds them again when it is next opened.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ask all %n servers anew, read the Moodle settings and the courses, and look at the archives</source>
        <translation>
            <numerusform>Ask the %n server anew, read the Moodle settings and the courses, and look at the archives</numerusform>
            <numerusform>Ask all %n servers anew, read the Moodle settings and the courses, and look at the archives</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 And %n more since you looked.</source>
        <comment>a whole sentence, and how many more</comment>
        <translation>
            <numerusform>%1 And %n more since you looked.</numerusform>
            <numerusform>%1 And %n more since you looked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::MeetingPage</name>
    <message numerus="yes">
        <source>%1, and %n findings that need a decision</source>
        <comment>12 things to decide</comment>
        <translation>
            <numerusform>%1, and %n finding that needs a decision</numerusform>
            <numerusform>%1, and %n findings that need a decision</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::NextSteps</name>
    <message numerus="yes">
        <source>%n more things to do</source>
        <comment>with the chosen server or folder</comment>
        <translation>
            <numerusform>%n more thing to do</numerusform>
            <numerusform>%n more things to do</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::PlacesDialog</name>
    <message numerus="yes">
        <source>Archives can be handed over to %n places.</source>
        <translation>
            <numerusform>Archives can be handed over to %n place.</numerusform>
            <numerusform>Archives can be handed over to %n places.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ReachabilityActions</name>
    <message numerus="yes">
        <source>Check %n web addresses</source>
        <translation>
            <numerusform>Check %n web address</numerusform>
            <numerusform>Check %n web addresses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n web addresses were asked.</source>
        <translation>
            <numerusform>%n web address was asked.</numerusform>
            <numerusform>%n web addresses were asked.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ReviewDialog</name>
    <message numerus="yes">
        <source>Write %n options</source>
        <translation>
            <numerusform>Write %n option</numerusform>
            <numerusform>Write %n options</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ServerHistoryDialog</name>
    <message numerus="yes">
        <source>%n probes are remembered; the first was %1.</source>
        <translation>
            <numerusform>%n probe is remembered; the first was %1.</numerusform>
            <numerusform>%n probes are remembered; the first was %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::ServersPage</name>
    <message numerus="yes">
        <source>Write %n servers</source>
        <translation>
            <numerusform>Write %n server</numerusform>
            <numerusform>Write %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options</source>
        <translation>
            <numerusform>%n option</numerusform>
            <numerusform>%n options</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers were changed.</source>
        <translation>
            <numerusform>%n server was changed.</numerusform>
            <numerusform>%n servers were changed.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ask all %n servers anew, several at a time</source>
        <translation>
            <numerusform>Ask the %n server anew</numerusform>
            <numerusform>Ask all %n servers anew, several at a time</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Refresh the %n chosen servers</source>
        <translation>
            <numerusform>&amp;Refresh the %n chosen server</numerusform>
            <numerusform>&amp;Refresh the %n chosen servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Refresh all %n servers</source>
        <translation>
            <numerusform>&amp;Refresh the %n server</numerusform>
            <numerusform>&amp;Refresh all %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ask the %n chosen servers anew, several at a time</source>
        <translation>
            <numerusform>Ask the %n chosen server anew</numerusform>
            <numerusform>Ask the %n chosen servers anew, several at a time</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::SettingsPage</name>
    <message numerus="yes">
        <source>%n pending changes were discarded; Undo brings them back.</source>
        <translation>
            <numerusform>%n pending change was discarded; Undo brings it back.</numerusform>
            <numerusform>%n pending changes were discarded; Undo brings them back.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options of %1 would be pending for %2. Nothing is written before you have reviewed it.</source>
        <comment>two sites</comment>
        <translation>
            <numerusform>%n option of %1 would be pending for %2. Nothing is written before you have reviewed it.</numerusform>
            <numerusform>%n options of %1 would be pending for %2. Nothing is written before you have reviewed it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n options were copied and are pending.</source>
        <translation>
            <numerusform>%n option was copied and is pending.</numerusform>
            <numerusform>%n options were copied and are pending.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::StateDelegate</name>
    <message numerus="yes">
        <source>and %n more</source>
        <comment>lines of a cell</comment>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::TermsDialog</name>
    <message numerus="yes">
        <source>%n terms are kept.</source>
        <translation>
            <numerusform>%n term is kept.</numerusform>
            <numerusform>%n terms are kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Nightkeep::WhatIfDialog</name>
    <message numerus="yes">
        <source>each of the last %n nights, of every course</source>
        <translation>
            <numerusform>each of the last %n night, of every course</numerusform>
            <numerusform>each of the last %n nights, of every course</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>each of the last %n nights, of the database</source>
        <translation>
            <numerusform>each of the last %n night, of the database</numerusform>
            <numerusform>each of the last %n nights, of the database</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n changes would keep the promise; choose one to see it.</source>
        <translation>
            <numerusform>%n change would keep the promise; choose it to see it.</numerusform>
            <numerusform>%n changes would keep the promise; choose one to see it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NightkeepApp</name>
    <message numerus="yes">
        <source>%n zips of %1</source>
        <translation>
            <numerusform>%n zip of %1</numerusform>
            <numerusform>%n zips of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n runs were found that the workspace did not have.</source>
        <translation>
            <numerusform>%n run was found that the workspace did not have.</numerusform>
            <numerusform>%n runs were found that the workspace did not have.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Write %n options to %1?</source>
        <translation>
            <numerusform>Write %n option to %1?</numerusform>
            <numerusform>Write %n options to %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines in the name of %1 came past the database server&apos;s triggers; the first is line %2.
</source>
        <translation>
            <numerusform>%n line in the name of %1 came past the database server&apos;s triggers; it is line %2.
</numerusform>
            <numerusform>%n lines in the name of %1 came past the database server&apos;s triggers; the first is line %2.
</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n lines in the name of %1 were written by the account %2; the first is line %3.
</source>
        <translation>
            <numerusform>%n line in the name of %1 was written by the account %2; it is line %3.
</numerusform>
            <numerusform>%n lines in the name of %1 were written by the account %2; the first is line %3.
</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The seals of %1 tables hold over %n rows.
</source>
        <translation>
            <numerusform>The seals of %1 tables hold over %n row.
</numerusform>
            <numerusform>The seals of %1 tables hold over %n rows.
</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The audit log&apos;s chain holds over %n lines.
</source>
        <translation>
            <numerusform>The audit log&apos;s chain holds over %n line.
</numerusform>
            <numerusform>The audit log&apos;s chain holds over %n lines.
</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n servers</source>
        <translation>
            <numerusform>%n server</numerusform>
            <numerusform>%n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Wrote the matrix of %n servers to %1.
</source>
        <translation>
            <numerusform>Wrote the matrix of %n server to %1.
</numerusform>
            <numerusform>Wrote the matrix of %n servers to %1.
</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 in %n files</source>
        <translation>
            <numerusform>%1 in %n file</numerusform>
            <numerusform>%1 in %n files</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n backup options chosen otherwise than agreed before.
</source>
        <translation>
            <numerusform>%n backup option chosen otherwise than agreed before.
</numerusform>
            <numerusform>%n backup options chosen otherwise than agreed before.
</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Overwrite what the workspace says of %n servers and options?</source>
        <translation>
            <numerusform>Overwrite what the workspace says of %n server or option?</numerusform>
            <numerusform>Overwrite what the workspace says of %n servers and options?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>What %n archives hold has not come to this workspace: add --ask.</source>
        <translation>
            <numerusform>What %n archive holds has not come to this workspace: add --ask.</numerusform>
            <numerusform>What %n archives hold has not come to this workspace: add --ask.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Moodle %1 with %n plugins is kept with the archive.</source>
        <translation>
            <numerusform>Moodle %1 with %n plugin is kept with the archive.</numerusform>
            <numerusform>Moodle %1 with %n plugins is kept with the archive.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NightkeepWidgets</name>
    <message numerus="yes">
        <source>Ask %n servers</source>
        <translation>
            <numerusform>Ask %n server</numerusform>
            <numerusform>Ask %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>change %n servers</source>
        <translation>
            <numerusform>change %n server</numerusform>
            <numerusform>change %n servers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n servers answered.</source>
        <translation>
            <numerusform>%1 of %n server answered.</numerusform>
            <numerusform>%1 of %n servers answered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n zips of %1</source>
        <translation>
            <numerusform>%n zip of %1</numerusform>
            <numerusform>%n zips of %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n warnings stay open with the archive until somebody accepts them.</source>
        <translation>
            <numerusform>%n warning stays open with the archive until somebody accepts it.</numerusform>
            <numerusform>%n warnings stay open with the archive until somebody accepts them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more: see &quot;All warnings&quot;</source>
        <translation>
            <numerusform>and %n more: see &quot;All warnings&quot;</numerusform>
            <numerusform>and %n more: see &quot;All warnings&quot;</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more spans</source>
        <translation>
            <numerusform>and %n more span</numerusform>
            <numerusform>and %n more spans</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n with their versions</source>
        <translation>
            <numerusform>%n with its version</numerusform>
            <numerusform>%n with their versions</numerusform>
        </translation>
    </message>
</context>
</TS>
