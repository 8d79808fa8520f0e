import { openDB } from 'idb';
const isOn: boolean = navigator.onLine;
void openDB('x', 1).then((db) => console.log(db.name, isOn));
