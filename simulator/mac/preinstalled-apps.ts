import type { InstalledApp } from './mac-state.ts'

/** Name, bundle identifier, version, megabytes. Apple's own follow the system; the rest is what people have. */
const listed = `
App Store|com.apple.AppStore|3.0|17
Automator|com.apple.Automator|2.10|7
Books|com.apple.iBooksX|8.1|54
Calculator|com.apple.calculator|26.0|6
Calendar|com.apple.iCal|16.0|41
Chess|com.apple.Chess|3.18|8
Clock|com.apple.clock|1.1|10
Contacts|com.apple.AddressBook|14.0|16
Dictionary|com.apple.Dictionary|2.3|6
FaceTime|com.apple.FaceTime|36|12
Find My|com.apple.findmy|4.0|44
Font Book|com.apple.FontBook|11.0|15
Freeform|com.apple.freeform|4.1|70
Home|com.apple.Home|10.0|9
Image Capture|com.apple.Image_Capture|8.0|3
Journal|com.apple.journal|3.0|61
Keynote|com.apple.iWork.Keynote|14.4|571
Launchpad|com.apple.launchpad.launcher|1.0|1
Mail|com.apple.mail|16.0|29
Maps|com.apple.Maps|3.0|72
Messages|com.apple.MobileSMS|14.0|6
Mission Control|com.apple.exposelauncher|1.2|1
Music|com.apple.Music|1.6|95
News|com.apple.news|11.0|9
Notes|com.apple.Notes|4.13|41
Numbers|com.apple.iWork.Numbers|14.4|489
Pages|com.apple.iWork.Pages|14.4|530
Passwords|com.apple.Passwords|2.0|12
Photo Booth|com.apple.PhotoBooth|13.1|5
Photos|com.apple.Photos|11.0|45
Podcasts|com.apple.podcasts|1.1|46
Preview|com.apple.Preview|11.0|10
QuickTime Player|com.apple.QuickTimePlayerX|10.5|7
Reminders|com.apple.reminders|7.0|24
Safari|com.apple.Safari|26.1|14
Shortcuts|com.apple.shortcuts|7.0|5
Stickies|com.apple.Stickies|10.3|2
Stocks|com.apple.stocks|8.0|6
System Settings|com.apple.systempreferences|15.0|8
TextEdit|com.apple.TextEdit|1.20|3
Time Machine|com.apple.backup.launcher|1.3|1
Tips|com.apple.tips|16.0|4
TV|com.apple.TV|1.6|73
VoiceMemos|com.apple.VoiceMemos|3.1|9
Weather|com.apple.weather|5.0|48
iMovie|com.apple.iMovieApp|10.4.3|2890
GarageBand|com.apple.garageband10|10.4.12|1170
Activity Monitor|com.apple.ActivityMonitor|10.14|9
Console|com.apple.Console|1.1|5
Disk Utility|com.apple.DiskUtility|22.7|8
Screenshot|com.apple.screenshot.launcher|1.0|1
Terminal|com.apple.Terminal|2.15|11
Keychain Access|com.apple.keychainaccess|11.0|13
Migration Assistant|com.apple.MigrateAssistant|26.0|4
Spotify|com.spotify.client|1.2.76.298|370
WhatsApp|net.whatsapp.WhatsApp|25.30.75|420
VLC|org.videolan.vlc|3.0.21|175
Telegram|ru.keepcoder.Telegram|12.1|260
Notion|notion.id|4.24.0|480
1Password|com.1password.1password|8.11.18|330
`

/** What stands on every simulated Mac before anyone manages it. */
export const preinstalledApps: readonly InstalledApp[] = listed
  .trim()
  .split('\n')
  .map((line) => {
    const [name = '', identifier = '', version = '', megabytes = '0'] = line.split('|')
    const sizeBytes = Number(megabytes) * 1_000_000
    return { name, identifier, version, sizeBytes, managed: false, removeWithEnrollment: false }
  })
