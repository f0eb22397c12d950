/** Reading aid in English. The German form alone binds (A20). */
import type { Aid } from './aid.ts'

export const aid: Aid = {
  label: 'English',
  mark: 'Reading aid. Only the German text is binding.',
  platform: {
    title: 'What this form is about: using the communication platform',
    body: [
      { kind: 'text', text: 'Our school uses a communication platform. On it your child can read and write messages in the own classes and courses. For this we need your consent.' },
      { kind: 'text', text: 'Consent is voluntary. Without it your child has no disadvantage: important information then comes on paper.' },
      { kind: 'heading', level: 2, text: 'Which data' },
      { kind: 'list', items: ['Name, class and groups', 'Account name and a password that nobody can read', 'What your child writes'] },
      { kind: 'heading', level: 2, text: 'Who signs' },
      { kind: 'list', items: ['For children: everybody who has custody. Whoever has sole custody ticks “Ich bin allein sorgeberechtigt”.', 'From 18 years on: the pupil alone.'] },
      { kind: 'heading', level: 2, text: 'Saying no again' },
      { kind: 'text', text: 'You can withdraw your consent at any time, without giving reasons: on paper or in person, at the school office or with the class teacher. Access is then closed at once.' },
    ],
  },
  video: {
    title: 'What this form is about: taking part in video lessons',
    body: [
      { kind: 'text', text: 'In some lessons the class meets in a video conference. Sound and picture are transmitted. This needs a consent of its own, in addition to the one for the platform. It is voluntary too.' },
      { kind: 'list', items: ['Sound and picture are only transmitted, never recorded.', 'Camera and microphone are off at the beginning.', 'Nobody can switch on the microphone of somebody else.', 'The room at home may be seen in the picture; the camera may stay off.'] },
      { kind: 'heading', level: 2, text: 'Saying no again' },
      { kind: 'text', text: 'You can withdraw this consent at any time, without giving reasons. The consent to the platform stays as it is.' },
    ],
  },
}
